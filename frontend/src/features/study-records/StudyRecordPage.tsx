import { Link, useParams } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { studyKeys, useRefreshStudy } from '@/shared/study/api'
import { Files } from '@/shared/study/Files'
import { studyTexts } from '@/shared/study/texts'
import type { StudyRecord } from '@/shared/study/types'
import { DayText } from '@/shared/ui/DateText'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { attachToRecord, useRecord, useRecordEvents } from './api'
import { DeclarationView } from './page/DeclarationView'
import { pageTexts } from './page/texts'

/** 学习记录: "what was studied, who says so?" */
export default function StudyRecordPage() {
  const { id = '' } = useParams()
  const t = useText(pageTexts)
  const record = useRecord(id)
  if (record.data) return <RecordView key={id} record={record.data} />
  return (
    <>
      <PageHeader title={t.record} />
      {record.isPending ? (
        <Loading />
      ) : (
        <LoadFailure error={record.error} onRetry={() => void record.refetch()} />
      )}
    </>
  )
}

function RecordView({ record }: { record: StudyRecord }) {
  const t = useText(pageTexts)
  const words = useText(studyTexts)
  const refresh = useRefreshStudy()
  const events = useRecordEvents(record.id)
  const { source, ended_on } = record
  const attach = async (file: File, key: string) => {
    const changed = await attachToRecord(record, file, key)
    await refresh(studyKeys.record(record.id), changed)
  }
  const open = record.state === 'submitted' && source.kind !== 'session'
  return (
    <DeclarationView
      declared={{ is: 'record', thing: record }}
      kind={record.kind.label}
      events={events.data ?? []}
      facts={[
        [t.hours, `${words.hours(record.hours)}。${t.counted}`],
        [
          t.day,
          <span key="day">
            <DayText date={record.occurred_on} />
            {ended_on && ended_on !== record.occurred_on && (
              <>
                –<DayText date={ended_on} />
              </>
            )}
          </span>,
        ],
        [
          t.source,
          source.session_id ? (
            <Link key="source" to={`/study-sessions/${source.session_id}`}>
              {source.label} · {t.session}
            </Link>
          ) : (
            source.label
          ),
        ],
        [t.organiser, record.organiser],
        [t.certificate, record.certificate_no],
      ]}
      files={
        <Files
          title={words.files}
          files={record.files}
          address={`/api/v1/study-records/${record.id}/files`}
          attach={open ? attach : undefined}
        />
      }
    />
  )
}
