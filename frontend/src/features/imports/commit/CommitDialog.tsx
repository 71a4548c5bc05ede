import { useQueryClient } from '@tanstack/react-query'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Radio from 'antd/es/radio'
import { isProblem } from '@/shared/api/problem'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { commitImport, keys, useShowImport } from '../api'
import styles from '../imports.module.css'
import type { CommitMode, Import } from '../types'
import { commitTexts } from './texts'

interface Props {
  found: Import
  onClose: () => void
}

interface Wanted {
  mode: CommitMode
  reason?: string
}

/** So many at once may be the first load of a register, for which others wait (docs/adr/0015). */
const MANY = 20_000

/** All or only the valid rows, with what will follow. */
export default function CommitDialog({ found, onClose }: Props) {
  const t = useText(commitTexts)
  const client = useQueryClient()
  const show = useShowImport()
  const [form] = Form.useForm<Wanted>()
  const { counts } = found
  const left = counts.invalid + counts.conflict
  const all = found.available_actions.includes('commit')
  const { pending, submit } = useSubmit({
    form,
    send: ({ mode, reason }: Wanted, key) =>
      commitImport(found, { mode, reason: reason?.trim() || undefined }, key),
    onDone: (committing) => {
      toast.done(t.started)
      onClose()
      show(committing)
    },
    onProblem: (error) => {
      // The figures that the choice rests on have changed: they are read again behind the dialog.
      if (isProblem(error)) void client.invalidateQueries({ queryKey: keys.one(found.id) })
      return false
    },
  })
  return (
    <Dialog title={t.title} okText={t.send} confirmLoading={pending} onOk={form.submit} onCancel={onClose}>
      <SubmitForm
        form={form}
        onSubmit={submit}
        initialValues={{ mode: all ? 'all' : 'valid_only' }}
        label={t.title}
      >
        <Form.Item name="mode" label={t.mode} extra={!all && t.allNo(left)}>
          <Radio.Group
            vertical
            options={[
              { value: 'all', label: t.all, disabled: !all },
              { value: 'valid_only', label: t.validOnly },
            ]}
          />
        </Form.Item>
        {found.reason_required && (
          <Form.Item
            name="reason"
            label={t.reason}
            extra={t.reasonHelp}
            rules={[{ required: true, whitespace: true, min: 2, message: t.reasonNeeded }]}
          >
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        )}
        <div className={styles.notice}>
          <div>{t.effect(counts.new, counts.changed, left)}</div>
          {counts.new >= MANY && <div>{t.many}</div>}
        </div>
      </SubmitForm>
    </Dialog>
  )
}
