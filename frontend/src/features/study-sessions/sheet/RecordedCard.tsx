import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { useText } from '@/shared/i18n/texts'
import type { Attendance, StudySession } from '@/shared/study/types'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import type { SheetLine } from '../types'
import styles from './sheet.module.css'
import { sheetTexts } from './texts'

const MakeUpDialog = lazy(() => import('./MakeUpDialog'))

const ORDER: Attendance[] = ['present', 'made_up', 'leave', 'absent', 'unset']

/** The sheet as it stands, by mark; whoever missed the session can have made it up. */
export function RecordedCard({ session, lines }: { session: StudySession; lines: readonly SheetLine[] }) {
  const t = useText(sheetTexts)
  const [chosen, setChosen] = useState<SheetLine | null>(null)
  const present = lines.filter(({ mark }) => mark === 'present').length
  const mayMakeUp = session.keeps && session.state === 'confirmed'
  return (
    <Card title={t.title} aside={t.counts(present, session.counts.expected)}>
      {ORDER.map((mark) => {
        const named = lines.filter((line) => line.mark === mark)
        return (
          named.length > 0 && (
            <section key={mark} className={styles.names} aria-label={t[mark]}>
              <h3>{t.nameCount(t[mark], named.length)}</h3>
              <ul className={`${styles.plain} ${mark === 'present' ? '' : styles.missed}`}>
                {named.map((line) => (
                  <li key={line.member.id}>
                    <span>{line.member.name}</span>
                    {line.reason && <span className={styles.quiet}>{line.reason}</span>}
                    {line.made_up_on && <DayText date={line.made_up_on} />}
                    {!line.expected && <span className={styles.quiet}>{t.walkIn}</span>}
                    {mayMakeUp && (mark === 'leave' || mark === 'absent') && (
                      <Button size="small" className="no-print" onClick={() => setChosen(line)}>
                        {t.makeUp}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          )
        )
      })}
      {chosen && (
        <Suspense>
          <MakeUpDialog session={session} line={chosen} onClose={() => setChosen(null)} />
        </Suspense>
      )}
    </Card>
  )
}
