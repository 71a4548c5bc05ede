import { Link } from 'react-router'
import { dayText } from '@/shared/format/dates'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { hoursText } from '@/shared/study/hours'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { EmptyState, LoadFailure } from '@/shared/ui/states'
import { useOwnMaterials } from '../api'
import { mineTexts } from './texts'

/** Compulsory material that the member has not studied yet, by deadline; of the exempt nothing is asked. */
export function OwnMaterials({ exempt }: { exempt: boolean }) {
  const t = useText(mineTexts)
  const language = useLanguage()
  const materials = useOwnMaterials(true)
  if (materials.isPending) return null
  return (
    <Card title={t.materials} aside={<Link to="/study-materials">{t.all}</Link>}>
      {materials.isError && (
        <LoadFailure error={materials.error} onRetry={() => void materials.refetch()} compact />
      )}
      {materials.data?.length === 0 && (
        <EmptyState title={t.nothingDue} compact>
          {t.nothingDueText}
        </EmptyState>
      )}
      {exempt && <p>{t.notHeld}</p>}
      <ul className={styles.rows}>
        {materials.data?.map(({ id, title, due_on, overdue, branch, hours }) => (
          <li key={id}>
            <div className={styles.head}>
              <Link to={`/study-materials/${id}`}>{title}</Link>
            </div>
            <p>
              <span className={overdue && !exempt ? styles.late : undefined}>
                {t.due(dayText(due_on, language, new Date()))}
                {overdue && !exempt && ` · ${t.late}`}
              </span>
              <span className={styles.quiet}>
                {branch && ` · ${t.askedBy(branch.name)}`}
                {Number(hours) > 0 && ` · ${t.hours(hoursText(hours))}`}
              </span>
            </p>
          </li>
        ))}
      </ul>
      {materials.data && materials.data.length > 0 && <p className={styles.quiet}>{t.howDone}</p>}
    </Card>
  )
}
