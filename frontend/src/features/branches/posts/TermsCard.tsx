import Button from 'antd/es/button'
import { dayText } from '@/shared/format/dates'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import { Facts } from '@/shared/ui/Facts'
import { Lamp, type LampColour } from '@/shared/ui/Lamp'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { type Branch, type Term, useTerms, useWarnings } from '../api'
import { WITHOUT_ELECTION } from '../labels'
import { type TermState, termState } from './order'
import styles from './posts.module.css'
import { termTexts } from './texts'

const LAMPS: Record<TermState, LampColour> = {
  overdue: 'red',
  soon: 'yellow',
  postponed: 'green',
  running: 'green',
}

interface Props {
  branch: Branch
  mayChange: boolean
  onBegin: () => void
  onPostpone: () => void
}

/** The present term with its end, and those before it. */
export function TermsCard({ branch, mayChange, onBegin, onPostpone }: Props) {
  const t = useText(termTexts)
  const terms = useTerms(branch.id)
  const elects = !WITHOUT_ELECTION.includes(branch.kind)
  const [present, ...earlier] = terms.data ?? []
  return (
    <Card title={t.title}>
      {terms.isPending && <Loading />}
      {terms.isError && <LoadFailure error={terms.error} onRetry={() => void terms.refetch()} compact />}
      {terms.data?.length === 0 && (
        <EmptyState
          title={elects ? t.none : t.noElection}
          compact
          actions={elects && mayChange && <Button onClick={onBegin}>{t.beginFirst}</Button>}
        >
          {elects && t.noneText}
        </EmptyState>
      )}
      {present && <PresentTerm term={present} runs={branch.dissolved_on === null} />}
      {present && mayChange && (
        <div className={styles.foot}>
          <Button onClick={onBegin}>{t.begin}</Button>
          <Button onClick={onPostpone}>{t.postpone}</Button>
        </div>
      )}
      {earlier.length > 0 && <EarlierTerms terms={earlier} />}
    </Card>
  )
}

function PresentTerm({ term, runs }: { term: Term; runs: boolean }) {
  const t = useText(termTexts)
  const codes = useWarnings(term.branch_id).data?.map(({ code }) => code)
  const state = runs && codes && termState(term, codes)
  return (
    <Facts
      facts={[
        [
          t.dueOn,
          <span key="due">
            <DayText date={term.due_on} /> {state && <Lamp colour={LAMPS[state]} word={t[state]} />}
          </span>,
        ],
        [
          t.postponedTo,
          term.postponed_to && (
            <span key="postponed">
              <DayText date={term.postponed_to} />（{t.approval(term.postponement_document_no ?? '')}）
            </span>
          ),
        ],
        [
          t.approvedOn,
          term.postponement_approved_on && <DayText key="on" date={term.postponement_approved_on} />,
        ],
        [t.electedOn, <DayText key="elected" date={term.elected_on} />],
        [t.years, `${t.yearCount(term.years)}（${term.basis}）`],
        [t.documentNo, term.document_no],
      ]}
    />
  )
}

function EarlierTerms({ terms }: { terms: Term[] }) {
  const t = useText(termTexts)
  const language = useLanguage()
  const day = (date: string) => dayText(date, language, new Date())
  return (
    <details className={styles.earlier}>
      <summary>{t.earlier(terms.length)}</summary>
      <ul>
        {terms.map((term) => (
          <li key={term.id}>{t.earlierTerm(day(term.elected_on), day(term.due_on))}</li>
        ))}
      </ul>
    </details>
  )
}
