import Form from 'antd/es/form'
import { useState } from 'react'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { amendTransfer, useRefreshAfter } from '../api'
import { formTexts } from '../form/texts'
import { DestinationField, OutsideFields, ReasonField } from '../form/WishFields'
import type { Transfer, TransferAmendment } from '../types'
import { pageTexts } from './texts'

/** Another destination or reason, while it is a draft or has been returned. */
export default function AmendDialog({ transfer, onClose }: { transfer: Transfer; onClose: () => void }) {
  const t = useText(pageTexts)
  const words = useText(formTexts)
  const refresh = useRefreshAfter()
  const movable = transfer.amendable_fields.includes('to_branch_id')
  const [way, setWay] = useState<'branch' | 'outside'>(transfer.to_branch ? 'branch' : 'outside')
  const [form] = Form.useForm<TransferAmendment>()
  const { pending, submit } = useSubmit({
    form,
    send: (values: TransferAmendment) => amendTransfer(transfer, values),
    onDone: async (changed) => {
      onClose()
      toast.done(t.amended)
      await refresh(changed)
    },
  })
  const start = {
    to_branch_id: transfer.to_branch?.id,
    outside: transfer.outside ? { ...transfer.outside, kind: transfer.kind } : undefined,
    reason: transfer.reason,
  }
  return (
    <Dialog title={t.amend} okText={t.save} confirmLoading={pending} onOk={form.submit} onCancel={onClose}>
      {movable && (
        <ChoiceTabs
          label={words.ways}
          choices={(['branch', 'outside'] as const).map((key) => ({ key, label: words[key] }))}
          chosen={way}
          onChoose={setWay}
        />
      )}
      <SubmitForm form={form} onSubmit={submit} initialValues={start as never} label={t.amend}>
        {movable && way === 'branch' && <DestinationField known={transfer.to_branch} />}
        {movable && way === 'outside' && <OutsideFields name="outside" />}
        <ReasonField />
      </SubmitForm>
    </Dialog>
  )
}
