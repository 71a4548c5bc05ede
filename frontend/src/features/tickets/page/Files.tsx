import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { type ChangeEvent, useRef } from 'react'
import { downloadFile } from '@/shared/api/download'
import { useReportProblem } from '@/shared/forms/problems'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { Card } from '@/shared/ui/Card'
import { DateText } from '@/shared/ui/DateText'
import { toast } from '@/shared/ui/toast'
import { attachFile, useRefreshAfter } from '../api'
import type { Ticket } from '../types'
import { fileSize } from './fileSize'
import styles from './page.module.css'
import { pageTexts } from './texts'

/** Files that people chose to put to the ticket; none is ever required. */
export function Files({ ticket }: { ticket: Ticket }) {
  const t = useText(pageTexts)
  const report = useReportProblem()
  const mayAttach = useCan()('ticket:act') && !['drafted', 'archived', 'withdrawn'].includes(ticket.state)
  const download = useMutation({
    mutationFn: ({ id, name }: Ticket['files'][number]) =>
      downloadFile(`/api/v1/tickets/${ticket.id}/files/${id}`, {}, name),
    onError: report,
  })
  if (ticket.files.length === 0 && !mayAttach) return null
  return (
    <Card title={t.files}>
      {ticket.files.length === 0 && <p className={styles.quiet}>{t.noFiles}</p>}
      <ul className={styles.rows}>
        {ticket.files.map((file) => (
          <li key={file.id} className={styles.rowHead}>
            <button type="button" className={styles.file} onClick={() => download.mutate(file)}>
              {file.name}
            </button>
            <span className={styles.quiet}>
              {fileSize(file.size)} · {file.uploaded_by} · <DateText at={file.uploaded_at} />
            </span>
          </li>
        ))}
      </ul>
      {mayAttach && <AttachButton ticket={ticket} />}
    </Card>
  )
}

const ACCEPTED = '.docx,.xlsx,.pptx,.pdf,.jpg,.png'
const MB = 1024 * 1024
const MAX_BYTES = 20 * MB

interface Chosen {
  file: File
  name: string
  size: number
}

function AttachButton({ ticket }: { ticket: Ticket }) {
  const t = useText(pageTexts)
  const refresh = useRefreshAfter()
  const input = useRef<HTMLInputElement>(null)
  const { pending, submit } = useSubmit({
    // Name and size tell one attempt from the next; a File itself does not.
    send: ({ file }: Chosen, key) => attachFile(ticket, file, key),
    onDone: async (changed, { name }) => {
      toast.done(t.attached(name))
      await refresh(changed)
    },
  })
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0]
    // The same file may be chosen again after a failure.
    target.value = ''
    if (file === undefined) return
    if (file.size > MAX_BYTES) toast.problem(t.fileTooLarge((file.size / MB).toFixed(1)))
    else submit({ file, name: file.name, size: file.size })
  }
  return (
    <div className={`${styles.attach} no-print`}>
      <input ref={input} type="file" hidden accept={ACCEPTED} aria-label={t.attach} onChange={choose} />
      <Button loading={pending} onClick={() => input.current?.click()}>
        {t.attach}
      </Button>
      <span className={styles.quiet}>{t.attachHelp}</span>
    </div>
  )
}
