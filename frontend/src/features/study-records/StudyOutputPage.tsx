import { Link, useParams } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { studyKeys, useRefreshStudy } from '@/shared/study/api'
import { Files } from '@/shared/study/Files'
import { studyTexts } from '@/shared/study/texts'
import type { StudyOutput } from '@/shared/study/types'
import { DayText } from '@/shared/ui/DateText'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { attachToOutput, useOutput, useOutputEvents } from './api'
import { DeclarationView } from './page/DeclarationView'
import { pageTexts } from './page/texts'

/** 学习成果: a reflection, a report, until the branch has confirmed it and after. */
export default function StudyOutputPage() {
  const { id = '' } = useParams()
  const t = useText(pageTexts)
  const output = useOutput(id)
  if (output.data) return <OutputView key={id} output={output.data} />
  return (
    <>
      <PageHeader title={t.output} />
      {output.isPending ? (
        <Loading />
      ) : (
        <LoadFailure error={output.error} onRetry={() => void output.refetch()} />
      )}
    </>
  )
}

function OutputView({ output }: { output: StudyOutput }) {
  const t = useText(pageTexts)
  const words = useText(studyTexts)
  const refresh = useRefreshStudy()
  const events = useOutputEvents(output.id)
  const attach = async (file: File, key: string) => {
    const changed = await attachToOutput(output, file, key)
    await refresh(studyKeys.output(output.id), changed)
  }
  return (
    <DeclarationView
      declared={{ is: 'output', thing: output }}
      kind={output.kind_label}
      events={events.data ?? []}
      facts={[
        [t.day, <DayText key="day" date={output.occurred_on} />],
        [
          t.source,
          output.session_id && (
            <Link key="source" to={`/study-sessions/${output.session_id}`}>
              {t.session}
            </Link>
          ),
        ],
      ]}
      files={
        <Files
          title={words.files}
          files={output.files}
          address={`/api/v1/study-outputs/${output.id}/files`}
          attach={output.state === 'submitted' ? attach : undefined}
        />
      }
    />
  )
}
