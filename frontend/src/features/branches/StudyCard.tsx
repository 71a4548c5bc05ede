import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, unwrap } from '@/shared/api/client'
import { dayText } from '@/shared/format/dates'
import { useLanguage } from '@/shared/i18n/preferences'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { lackCounts } from '@/shared/study/requirements'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { LoadFailure } from '@/shared/ui/states'

const texts = defineTexts(
  {
    title: '学习还缺什么',
    lacks: (label: string, members: number) => `${label}：${members} 人有缺项`,
    none: '本年学习要求没有缺项。',
    notReckoned: '学习缺项每日汇总一次，尚未汇总。',
    material: (title: string, due: string, missing: number) =>
      `《${title.replace(/^《|》$/g, '')}》${due} 前学完，还有 ${missing} 人没学`,
    late: '已过时限',
    more: '看支部学习',
  },
  {
    title: 'Study: what is missing',
    lacks: (label, members) => `${label}: ${members} lack it`,
    none: 'Nothing of the yearly requirement is missing.',
    notReckoned: 'Reckoned once a day, not yet done.',
    material: (title, due, missing) => `${title}, until ${due}: ${missing} have not studied it`,
    late: 'overdue',
    more: 'Study of this branch',
  },
)

const NAMES = 200

/** What is missing in study, in numbers: the yearly requirement and material that is soon due. */
export function StudyCard({ branchId }: { branchId: string }) {
  const t = useText(texts)
  const language = useLanguage()
  const path = { branch_id: branchId }
  const study = useQuery({
    queryKey: ['study', 'branch', branchId, 'counts'],
    queryFn: () =>
      unwrap(api.GET('/api/v1/branches/{branch_id}/study', { params: { path, query: { limit: NAMES } } })),
  })
  const reminders = useQuery({
    queryKey: ['study', 'branch', branchId, 'reminders'],
    queryFn: async () =>
      (await unwrap(api.GET('/api/v1/branches/{branch_id}/study/reminders', { params: { path } }))).items,
  })
  if (study.isPending) return null
  // Who may see names of the whole branch has the figures of this moment, others those of the night.
  const named = study.data?.next_cursor === null ? study.data.members : null
  const known = Boolean(named ?? study.data?.requirement.reckoned_at)
  const missing = named ? lackCounts(named) : (study.data?.requirement.missing ?? [])
  return (
    <Card title={t.title} aside={<Link to={`/study/branch?branch=${branchId}`}>{t.more}</Link>}>
      {study.isError && <LoadFailure error={study.error} onRetry={() => void study.refetch()} compact />}
      {study.data && !known && <p className={styles.quiet}>{t.notReckoned}</p>}
      {known && missing.length === 0 && <p>{t.none}</p>}
      <ul className={styles.rows}>
        {known && missing.map(({ code, label, members }) => <li key={code}>{t.lacks(label, members)}</li>)}
        {reminders.data?.map(({ material, due_on, missing, overdue }) => (
          <li key={material.id}>
            <Link to={`/study-materials/${material.id}?branch=${branchId}`}>
              {t.material(material.name, dayText(due_on, language, new Date()), missing)}
            </Link>
            {overdue && <span className={styles.late}> · {t.late}</span>}
          </li>
        ))}
      </ul>
    </Card>
  )
}
