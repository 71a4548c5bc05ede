import { useState } from 'react'
import { FileDrop } from '@/shared/files/FileDrop'
import { type FileFault, fileFault } from '@/shared/files/fault'
import { SecrecyNotice } from '@/shared/files/SecrecyNotice'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { studyTexts } from './texts'

const TAKEN = { endings: ['.docx', '.xlsx', '.pptx', '.pdf', '.jpg', '.jpeg', '.png'], mb: 20 }

interface Props {
  send: (file: File, key: string) => Promise<unknown>
  onClose: () => void
}

/** Takes one file and says beforehand that nothing classified may be among them. */
export default function UploadDialog({ send, onClose }: Props) {
  const t = useText(studyTexts)
  const [file, setFile] = useState<File | null>(null)
  const [missing, setMissing] = useState(false)
  const found = file && fileFault(file, TAKEN)
  const words = (fault: FileFault) =>
    fault.code === 'size' ? t.fileSize(fault.mb) : fault.code === 'type' ? t.fileType : t.fileEmpty
  const sending = useSubmit({
    // Name and size tell one attempt from the next; a File itself does not.
    send: (chosen: { file: File; print: string }, key) => send(chosen.file, key),
    onDone: () => {
      toast.done(t.uploaded)
      onClose()
    },
  })
  const submit = () => {
    if (file === null) setMissing(true)
    else if (found === null) sending.submit({ file, print: `${file.name}:${file.size}:${file.lastModified}` })
  }
  return (
    <Dialog
      title={t.addFile}
      okText={t.send}
      confirmLoading={sending.pending}
      onOk={submit}
      onCancel={onClose}
    >
      <SecrecyNotice />
      <FileDrop
        accept={TAKEN.endings}
        help={t.fileHelp}
        file={file}
        onFile={(chosen) => {
          setMissing(false)
          setFile(chosen)
        }}
        fault={found ? words(found) : missing ? t.fileMissing : null}
        disabled={sending.pending}
      />
    </Dialog>
  )
}
