import Button from 'antd/es/button'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { useBranchNames } from '@/shared/branches/useBranchNames'
import { useText } from '@/shared/i18n/texts'
import { text, useUrlState } from '@/shared/lists/urlState'
import { YearChoice } from '@/shared/points/YearChoice'
import { yearCodec } from '@/shared/points/year'
import { useCan, useMe } from '@/shared/session/me'
import { hoursText } from '@/shared/study/hours'
import { requirementTexts } from '@/shared/study/requirementTexts'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { useFigures } from './api'
import { mayAmend } from './figures/figures'
import { figureTexts } from './figures/texts'
import type { Figure } from './types'

const FigureDialog = lazy(() => import('./figures/FigureDialog'))

const codecs = { branch: text(), year: yearCodec() }

/** 学习要求: "how much is asked for here, and who says so?" */
export default function FigureListPage() {
  const t = useText(figureTexts)
  const can = useCan()
  const me = useMe().data
  const [{ branch, year }, change] = useUrlState(codecs)
  const own = me?.grants[0]?.branch
  const branchId = branch || own?.id
  const figures = useFigures(branchId, year)
  const names = useBranchNames(branchId ? [branchId] : [])
  const [changing, setChanging] = useState<Figure | null>(null)
  const asks = can('study:manage') || can('study:supervise')
  return (
    <>
      <PageHeader title={t.title} note={t.note} />
      <div className={styles.filters}>
        <div className={styles.branch}>
          <BranchSelect
            aria-label={t.branch}
            value={branchId ?? null}
            onChange={(id) => change({ branch: id ?? '' })}
          />
        </div>
        <YearChoice value={year} onChange={(next) => change({ year: next })} ahead />
      </div>
      <div className={styles.stack}>
        {figures.isPending && <Loading />}
        {figures.isError && <LoadFailure error={figures.error} onRetry={() => void figures.refetch()} />}
        {figures.data && (
          <Card>
            <ul className={styles.rows}>
              {figures.data.map((figure) => (
                <li key={figure.code}>
                  <FigureLine
                    figure={figure}
                    action={
                      asks && (
                        <Button
                          aria-label={`${mayAmend(figure, branchId ?? '') ? t.amend : t.set}：${figure.label}`}
                          onClick={() => setChanging(figure)}
                        >
                          {mayAmend(figure, branchId ?? '') ? t.amend : t.set}
                        </Button>
                      )
                    }
                  />
                </li>
              ))}
            </ul>
          </Card>
        )}
        <Card title={t.explain}>
          <p>{t.explainText}</p>
          <p>{t.sureness}</p>
          <p>{t.hoursHelp}</p>
        </Card>
      </div>
      {changing && branchId && (
        <Suspense>
          <FigureDialog
            figure={changing}
            branch={{ id: branchId, name: names.get(branchId) ?? own?.name ?? '' }}
            onClose={() => setChanging(null)}
          />
        </Suspense>
      )}
    </>
  )
}

/** A figure written out: what is asked for, on which rule, who set it. */
function FigureLine({ figure, action }: { figure: Figure; action: ReactNode }) {
  const t = useText(figureTexts)
  const r = useText(requirementTexts)
  const say = (amount: string | number) => {
    if (Number(amount) === 0) return t.nothing
    return figure.unit === 'hours' ? t.hours(hoursText(amount)) : t.times(hoursText(amount))
  }
  const { amount, regulation, months, from_year, basis, confidence, branch, below_regulation } = figure
  return (
    <>
      <div className={styles.head}>
        <strong>{figure.label}</strong>
        <span>
          {say(amount)}
          {months !== null && `，${t.within(months)}`}
        </span>
        {below_regulation && <span className={styles.late}>{t.below}</span>}
        {action && <span className={`${styles.end} no-print`}>{action}</span>}
      </div>
      <p>
        {t.basis}：{basis}（{confidence} {r[confidence]}）
      </p>
      <p className={styles.quiet}>
        {t.source}：{branch ? branch.name : t.ownRule}
        {from_year !== null && ` · ${t.since(from_year)}`}
        {branch && ` · ${t.regulation} ${say(regulation)}`}
      </p>
    </>
  )
}
