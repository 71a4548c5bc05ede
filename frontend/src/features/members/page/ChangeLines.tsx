import { useRecordDay } from '@/shared/format/useRecordDay'
import { useText } from '@/shared/i18n/texts'
import type { MemberChange } from '../types'
import { useWords } from '../words'
import styles from './page.module.css'
import { pageTexts } from './texts'

/** What an act rests on and what it changed, line by line. */
export function ChangeLines({ change }: { change: MemberChange }) {
  const t = useText(pageTexts)
  const words = useWords()
  const said = useRecordDay()
  const basis = [
    change.occurred_on && t.on(said(change.occurred_on)),
    change.document && t.document(change.document),
    change.ground_label && t.ground(change.ground_label),
    change.until && t.until(said(change.until)),
  ].filter((line) => line !== null && line !== '')
  const fields = Object.entries(change.changes ?? {}).map(([name, [before, after]]) => {
    if (name === 'fields') return t.looked((after as string[]).map(words.field).join('、'))
    const field = words.field(name)
    return before === null
      ? t.changeNew(field, words.value(name, after))
      : t.change(field, words.value(name, before), words.value(name, after))
  })
  if (basis.length + fields.length === 0) return null
  return (
    <ul className={styles.changes}>
      {basis.length > 0 && <li>{basis.join(' · ')}</li>}
      {fields.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
