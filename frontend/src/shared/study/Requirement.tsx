import { dayText } from '@/shared/format/dates'
import { useLabel } from '@/shared/i18n/labels'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import blocks from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import styles from './requirement.module.css'
import { byUrgency, isMissing, type RequirementItem, type StudyRequirement, sumInWords } from './requirements'
import { requirementTexts } from './requirementTexts'

interface Props {
  requirement: StudyRequirement
  /** Whether the reader is the member. */
  own?: boolean
}

/** What is asked of a member in the year: each thing written out, with its rule and what to do about it. */
export function Requirement({ requirement, own = false }: Props) {
  const t = useText(requirementTexts)
  const { year, owed, exemption, items, notes } = requirement
  const lacking = items.filter(isMissing).length
  return (
    <Card title={t.title(year)} aside={owed && (lacking ? t.lacks(lacking) : t.complete)}>
      {exemption && <Exempt exemption={exemption} />}
      {!owed && !exemption && <p className={blocks.quiet}>{own ? t.notOwed : t.notOwedOther}</p>}
      <ul className={blocks.rows}>
        {byUrgency(items).map((item) => (
          <Item key={item.code} item={item} />
        ))}
      </ul>
      {notes.map(({ code, text, doubt }) => (
        <p key={code} className={styles.note}>
          {doubt && <strong>{t.unclear}：</strong>}
          {text}
        </p>
      ))}
    </Card>
  )
}

function Exempt({ exemption }: { exemption: NonNullable<StudyRequirement['exemption']> }) {
  const t = useText(requirementTexts)
  const language = useLanguage()
  const now = new Date()
  const from = dayText(exemption.from_on, language, now)
  return (
    <p className={styles.exempt}>
      {t.exempt(exemption.ground_label, exemption.rule)}
      {exemption.until ? t.exemptUntil(from, dayText(exemption.until, language, now)) : t.exemptSince(from)}
      {language === 'zh' ? '。' : '. '}
      {t.exemptText}
    </p>
  )
}

function Item({ item }: { item: RequirementItem }) {
  const t = useText(requirementTexts)
  const label = useLabel()
  const language = useLanguage()
  const lacking = isMissing(item)
  return (
    <li>
      <div className={styles.head}>
        <strong>{item.label}</strong>
        <span className={`${styles.state} ${item.state === 'overdue' ? styles.overdue : ''}`}>
          {item.state_label}
        </span>
      </div>
      <p className={styles.sum}>
        {label(sumInWords(item))}
        {lacking && (
          <span className={blocks.quiet}> · {t.by(dayText(item.due_on, language, new Date()))}</span>
        )}
      </p>
      {item.advice && (
        <p>
          {t.doIt}：{item.advice}
        </p>
      )}
      <p className={blocks.quiet}>
        {t.basis}：{item.rule}（{t[item.confidence]}
        {item.set_by && ` · ${t.setBy(item.set_by.name)}`}）
      </p>
    </li>
  )
}
