import { useState } from 'react'
import ActionDialog, { type ActionValues } from '@/shared/actions/ActionDialog'
import type { AvailableAction } from '@/shared/actions/actions'
import { isProblem } from '@/shared/api/problem'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { toast } from '@/shared/ui/toast'
import { moveMember, useRefreshAfter } from '../api'
import type { Member, MemberStep } from '../types'
import { looksOf, noteOf } from './looks'
import styles from './page.module.css'
import { pageTexts } from './texts'
import { useStale } from './useStale'

interface Props {
  member: Member
  action: AvailableAction
  onClose: () => void
}

/** The form of one step of the life cycle; a refusal names its regulation, what was typed stays. */
export default function StepDialog({ member, action, onClose }: Props) {
  const t = useText(pageTexts)
  const language = useLanguage()
  const refresh = useRefreshAfter()
  const stale = useStale(member.id)
  const [rule, setRule] = useState<string | null>(null)
  const isOpen = member.available_actions.some((offer) => offer.action === action.action)
  const note = noteOf(action.action, t)
  return (
    <ActionDialog
      action={action}
      recordKey={`member:${member.id}`}
      looks={looksOf(action.action, language)}
      note={
        <>
          {stale.notice}
          {stale.refreshed && <p role="status">{isOpen ? t.refreshed : t.gone(action.label)}</p>}
          {note && <p className={styles.quiet}>{note}</p>}
          {rule && <p className={styles.rule}>{t.rule(rule)}</p>}
        </>
      }
      send={(values, key) => moveMember(member, stepOf(action.action, values), key)}
      onProblem={(error) => {
        const source = isProblem(error) ? error.body.rule : null
        setRule(typeof source === 'string' ? source : null)
        return stale.catch(error)
      }}
      onDone={async (changed) => {
        onClose()
        toast.done(t.done(action.label))
        await refresh(changed)
      }}
      onCancel={onClose}
    />
  )
}

/** Fields left empty are not sent: an optional document of `''` would be a fault. */
function stepOf(action: string, values: ActionValues): MemberStep {
  const given = Object.entries(values).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  )
  return { action, ...Object.fromEntries(given) }
}
