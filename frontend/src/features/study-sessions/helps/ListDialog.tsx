import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { FileDrop } from '@/shared/files/FileDrop'
import { type FileFault, fileFault } from '@/shared/files/fault'
import { SecrecyNotice } from '@/shared/files/SecrecyNotice'
import { useReportProblem } from '@/shared/forms/problems'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import type { SheetDraft } from '../sheet/useSheetDraft'
import { type Proposal, readList } from './api'
import styles from './helps.module.css'
import { asChanges } from './proposal'
import { helpTexts } from './texts'

interface Props {
  sessionId: string
  draft: SheetDraft
  onClose: () => void
}

const ENDINGS = ['.xlsx', '.xls', '.csv']
const MOST_MB = 5

/** A list is read, looked through line by line, then filled into the sheet; saving the sheet stays apart. */
export default function ListDialog({ sessionId, draft, onClose }: Props) {
  const t = useText(helpTexts)
  const report = useReportProblem()
  const [file, setFile] = useState<File | null>(null)
  const [fault, setFault] = useState<FileFault | null>(null)
  const reading = useMutation({ mutationFn: (chosen: File) => readList(sessionId, chosen), onError: report })
  const choose = (chosen: File) => {
    const found = fileFault(chosen, { endings: ENDINGS, mb: MOST_MB })
    setFile(chosen)
    setFault(found)
    reading.reset()
    if (!found) reading.mutate(chosen)
  }
  const proposal = reading.data
  const apply = () => {
    if (!proposal) return
    draft.changeAll(asChanges(proposal))
    toast.done(t.taken(proposal.rows.length))
    onClose()
  }
  const says = {
    type: t.fileType,
    empty: t.fileEmpty,
    size: t.fileSize(fault?.code === 'size' ? fault.mb : ''),
  }
  return (
    <Dialog
      title={t.listTitle}
      okText={t.apply(proposal?.rows.length ?? 0)}
      okButtonProps={{ disabled: !proposal?.rows.length }}
      onOk={apply}
      onCancel={onClose}
    >
      <p>{t.listNote}</p>
      <FileDrop
        accept={ENDINGS}
        help={t.listHelp}
        file={file}
        onFile={choose}
        fault={fault && says[fault.code]}
        disabled={reading.isPending}
      />
      {reading.isPending && <p role="status">{t.reading}</p>}
      {proposal && <Lines proposal={proposal} />}
      <SecrecyNotice />
    </Dialog>
  )
}

/** What the list says; what is wrong first, with its cell. */
function Lines({ proposal }: { proposal: Proposal }) {
  const t = useText(helpTexts)
  const { lines, fit, wrong, unmentioned } = proposal
  const inOrder = [...lines].sort((a, b) => Number(b.errors.length > 0) - Number(a.errors.length > 0))
  return (
    <>
      <p role="status">
        <strong>{t.fit(fit, wrong)}</strong>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by the keyboard */}
      <ul className={styles.lines} tabIndex={0}>
        {inOrder.map(({ row, name, branch, mark, reason, walk_in, errors }) => (
          <li key={row}>
            <span className={styles.quiet}>{t.row(row)}</span> {name}
            {mark && ` · ${t[mark]}`}
            {reason && `（${reason}）`}
            {walk_in && ` · ${t.walkIn}${branch ? ` ${branch.name}` : ''}`}
            {errors.map(({ cell, code, message }) => (
              <div key={`${cell} ${code}`} className={styles.wrong}>
                {cell}：{message}
              </div>
            ))}
          </li>
        ))}
      </ul>
      {unmentioned.length > 0 && (
        <p className={styles.quiet}>{t.unmentioned(unmentioned.map(({ name }) => name).join('、'))}</p>
      )}
    </>
  )
}
