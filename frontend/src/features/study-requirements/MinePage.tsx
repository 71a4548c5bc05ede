import { useText } from '@/shared/i18n/texts'
import { useUrlState } from '@/shared/lists/urlState'
import { YearChoice } from '@/shared/points/YearChoice'
import { yearCodec } from '@/shared/points/year'
import { useMe } from '@/shared/session/me'
import { useOwnStudyYear } from '@/shared/study/api'
import { Requirement } from '@/shared/study/Requirement'
import { studyTexts } from '@/shared/study/texts'
import type { MemberStudy } from '@/shared/study/types'
import { YearOfStudy } from '@/shared/study/YearOfStudy'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { OwnExemptions } from './mine/OwnExemptions'
import { OwnMaterials } from './mine/OwnMaterials'
import { mineTexts } from './mine/texts'

const codecs = { year: yearCodec() }

/** 我的学习: "what do I still have to study this year?" Nobody else's figures stand beside it. */
export default function MinePage() {
  const t = useText(mineTexts)
  const me = useMe().data
  const nobody = me !== undefined && me.member_id === null
  return (
    <>
      {nobody && (
        <>
          <PageHeader title={t.title} note={t.note} />
          <EmptyState title={t.notTied}>{t.notTiedText}</EmptyState>
        </>
      )}
      {me && !nobody && <Own />}
      {!me && <Loading />}
    </>
  )
}

function Own() {
  const t = useText(mineTexts)
  const s = useText(studyTexts)
  const [{ year }, change] = useUrlState(codecs)
  const study = useOwnStudyYear(year)
  return (
    <>
      <PageHeader
        title={t.title}
        aside={study.data && `${study.data.member.name} · ${study.data.branch?.name ?? ''}`}
        note={t.note}
        actions={
          <>
            <YearChoice value={year} onChange={(next) => change({ year: next })} />
            <LinkButton type="primary" to="/study-records/new">
              {s.declare}
            </LinkButton>
          </>
        }
      />
      {study.isPending && <Loading />}
      {study.isError && <LoadFailure error={study.error} onRetry={() => void study.refetch()} />}
      {study.data && <Year study={study.data} />}
    </>
  )
}

function Year({ study }: { study: MemberStudy }) {
  const t = useText(mineTexts)
  return (
    <div className={styles.stack}>
      <Requirement requirement={study.requirement} own />
      <OwnMaterials exempt={study.requirement.exemption !== null} />
      <Card title={t.records}>
        <YearOfStudy study={study} />
      </Card>
      <OwnExemptions memberId={study.member.id} />
    </div>
  )
}
