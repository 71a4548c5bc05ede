import EyeOutlined from '@ant-design/icons/es/icons/EyeOutlined'
import Button from 'antd/es/button'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { Facts } from '@/shared/ui/Facts'
import { SEALED } from '../labels'
import type { Member, SealedField } from '../types'
import { useWords } from '../words'
import styles from './page.module.css'
import { pageTexts } from './texts'

const RevealDialog = lazy(() => import('./RevealDialog'))

const SHOW_MS = 60_000

type Values = Partial<Record<string, string | null>>

/** ID number, telephone, address and dues base: masked, with an eye that asks for a reason. */
export function SealedCard({ member }: { member: Member }) {
  const t = useText(pageTexts)
  const words = useWords()
  const [asking, setAsking] = useState<SealedField | null>(null)
  const [shown, setShown] = useState<Values | null>(null)
  useEffect(() => {
    if (shown === null) return
    const timer = window.setTimeout(() => setShown(null), SHOW_MS)
    return () => window.clearTimeout(timer)
  }, [shown])

  const value = (name: SealedField) => {
    if (member[name] === null) return <span className={styles.quiet}>{t.notGiven}</span>
    const clear = shown?.[name]
    if (clear) return <span className={styles.clear}>{clear}</span>
    return (
      <span className={styles.sealed}>
        {member[name]}
        {member.may_reveal && (
          <button
            type="button"
            className={`${styles.eye} no-print`}
            aria-label={t.look(words.field(name))}
            title={t.look(words.field(name))}
            onClick={() => setAsking(name)}
          >
            <EyeOutlined />
          </button>
        )}
      </span>
    )
  }
  return (
    <Card title={t.sealed}>
      <Facts facts={SEALED.map((name) => [words.field(name), value(name)] as const)} />
      {shown ? (
        <p className={styles.shown} role="status">
          {t.shown}
          <Button size="small" onClick={() => setShown(null)}>
            {t.hide}
          </Button>
        </p>
      ) : (
        member.may_reveal && <p className={`${styles.shown} ${styles.quiet} no-print`}>{t.sealedNote}</p>
      )}
      {asking && (
        <Suspense>
          <RevealDialog
            member={member}
            field={asking}
            onShow={(values) => {
              setAsking(null)
              setShown((before) => ({ ...before, ...values }))
            }}
            onClose={() => setAsking(null)}
          />
        </Suspense>
      )}
    </Card>
  )
}
