import Select from 'antd/es/select'
import ActionDialog from '@/shared/actions/ActionDialog'
import type { AvailableAction } from '@/shared/actions/actions'
import { useRecordDay } from '@/shared/format/useRecordDay'
import { useText } from '@/shared/i18n/texts'
import { useMemberPoints } from '@/shared/points/api'
import { toast } from '@/shared/ui/toast'
import { moveObjection, useRefresh } from '../api'
import type { Objection } from '../types'
import { objectionTexts } from './texts'

interface Props {
  objection: Objection
  action: AvailableAction
  onClose: () => void
}

/** The form of one step on an objection: a comment, and for a published line the entry that was wrong. */
export default function StepDialog({ objection, action, onClose }: Props) {
  const t = useText(objectionTexts)
  const refresh = useRefresh()
  const missing = objection.entry_id === null && objection.publication_id === null
  const chooses =
    action.action === 'uphold' && objection.publication_id !== null && objection.entry_id === null
  const notes: Record<string, string> = {
    uphold: missing ? t.missingNote : t.upholdNote,
    dismiss: t.dismissNote,
    appeal: t.appealNote,
  }
  // The entry is known unless a published line is doubted as a whole.
  const optional = action.optional.filter((name) => name !== 'entry_id' || chooses)
  return (
    <ActionDialog
      action={{ ...action, optional }}
      recordKey={`point-objection:${objection.id}`}
      note={notes[action.action] && <p>{notes[action.action]}</p>}
      looks={{
        comment: { label: t.comment },
        entry_id: { label: t.whichEntry, help: t.whichHelp, input: <EntrySelect objection={objection} /> },
      }}
      send={({ comment, entry_id }, key) =>
        moveObjection(
          objection,
          {
            action: action.action,
            comment: (comment as string | undefined)?.trim() || undefined,
            entry_id: (entry_id as string | undefined) || undefined,
          },
          key,
        )
      }
      onDone={async () => {
        onClose()
        toast.done(t.done(action.label))
        await refresh()
      }}
      onCancel={onClose}
    />
  )
}

interface SelectProps {
  objection: Objection
  id?: string
  value?: string
  onChange?: (id: string | undefined) => void
}

function EntrySelect({ objection, id, value, onChange }: SelectProps) {
  const said = useRecordDay()
  const points = useMemberPoints(objection.member.id, objection.year, objection.kind)
  const options = (points.data?.entries ?? [])
    .filter(({ state, reverses }) => state === 'effective' && reverses === null)
    .map((entry) => ({
      value: entry.id,
      label: `${said(entry.occurred_on)} ${entry.title} ${entry.points > 0 ? '+' : ''}${entry.points}`,
    }))
  return (
    <Select
      id={id}
      allowClear
      value={value}
      onChange={onChange}
      options={options}
      loading={points.isPending}
      style={{ width: '100%' }}
    />
  )
}
