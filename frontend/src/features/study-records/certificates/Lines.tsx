import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { hoursText } from '@/shared/study/hours'
import lists from '@/shared/ui/blocks.module.css'
import type { Proposal } from '../api'
import { LEVELS } from '../form/levels'
import styles from './certificates.module.css'
import { certificateTexts } from './texts'

/** What the list says; what is wrong first, with its cell. */
export function CertificateLines({ proposal }: { proposal: Proposal }) {
  const t = useText(certificateTexts)
  const { lines, fit, wrong } = proposal
  const inOrder = [...lines].sort((a, b) => Number(b.errors.length > 0) - Number(a.errors.length > 0))
  return (
    <>
      <p role="status">
        <strong>{t.fit(fit, wrong)}</strong>
      </p>
      <ul className={lists.rows}>
        {inOrder.map((line) => (
          <Line key={line.row} line={line} />
        ))}
      </ul>
    </>
  )
}

function Line({ line }: { line: Proposal['lines'][number] }) {
  const t = useText(certificateTexts)
  const label = useLabel()
  const { row, name, title, occurred_on, ended_on, hours, organiser, level, certificate_no, errors } = line
  const facts = [
    [occurred_on, ended_on].filter(Boolean).join(' — '),
    hours && t.hours(hoursText(hours)),
    organiser,
    level && label(LEVELS[level]),
    certificate_no && t.certificate(certificate_no),
  ]
  return (
    <li>
      <p className={lists.head}>
        <span className={lists.quiet}>{t.row(row)}</span>
        <strong>{name || '—'}</strong>
        <span>{title}</span>
      </p>
      <p className={lists.quiet}>{facts.filter(Boolean).join(' · ')}</p>
      {errors.map(({ cell, code, message }) => (
        <p key={`${cell} ${code}`} className={styles.wrong}>
          {cell}：{message}
        </p>
      ))}
    </li>
  )
}
