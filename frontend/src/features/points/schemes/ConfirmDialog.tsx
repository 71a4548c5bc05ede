import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { useRefresh } from '../api'
import type { Scheme } from '../types'
import { freezeScheme, publishScheme } from './api'
import { schemeTexts } from './texts'

interface Props {
  step: 'publish' | 'freeze'
  scheme: Scheme
  onClose: () => void
}

/** Publishing and freezing cannot be undone: what follows is said before. */
export default function ConfirmDialog({ step, scheme, onClose }: Props) {
  const t = useText(schemeTexts)
  const refresh = useRefresh()
  const words = {
    publish: {
      title: t.publishTitle,
      note: t.publishNote,
      ok: t.publish,
      done: t.publishDone,
      send: publishScheme,
    },
    freeze: {
      title: t.freezeTitle,
      note: t.freezeNote,
      ok: t.freeze,
      done: t.freezeDone,
      send: freezeScheme,
    },
  }[step]
  const { submit, pending } = useSubmit({
    send: (_: { step: string }, key) => words.send(scheme, key),
    onDone: async () => {
      onClose()
      toast.done(words.done)
      await refresh()
    },
  })
  return (
    <Dialog
      title={words.title}
      okText={words.ok}
      confirmLoading={pending}
      onOk={() => submit({ step })}
      onCancel={onClose}
    >
      <p>
        <strong>{scheme.title}</strong>
      </p>
      <p>{words.note}</p>
    </Dialog>
  )
}
