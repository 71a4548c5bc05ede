import Button from 'antd/es/button'
import { type ChangeEvent, useRef } from 'react'
import { fileFault, sizeText } from '@/shared/files/fault'
import { useText } from '@/shared/i18n/texts'
import styles from '@/shared/ui/blocks.module.css'
import { toast } from '@/shared/ui/toast'
import { branchTexts } from './texts'

const TAKEN = { endings: ['.docx', '.xlsx', '.pptx', '.pdf', '.jpg', '.png'], mb: 20 }

interface Props {
  files: File[]
  onChange: (files: File[]) => void
}

/** Files to go with an entry; none is ever required. */
export function EvidenceFiles({ files, onChange }: Props) {
  const t = useText(branchTexts)
  const input = useRef<HTMLInputElement>(null)
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0]
    target.value = ''
    if (file === undefined) return
    if (fileFault(file, TAKEN)) toast.problem(`${file.name}：${t.filesHelp}`)
    else onChange([...files, file])
  }
  return (
    <div className={styles.files}>
      <p>{t.files}</p>
      <input
        ref={input}
        type="file"
        className={styles.hidden}
        tabIndex={-1}
        accept={TAKEN.endings.join(',')}
        aria-label={t.addFile}
        onChange={choose}
      />
      <ul className={styles.rows}>
        {files.map((file) => (
          <li key={file.name}>
            {file.name} <span className={styles.quiet}>{sizeText(file.size)}</span>{' '}
            <Button
              size="small"
              aria-label={t.removeFile(file.name)}
              onClick={() => onChange(files.filter((other) => other !== file))}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      <Button onClick={() => input.current?.click()}>{t.addFile}</Button>
      <p className={styles.quiet}>{t.filesHelp}</p>
    </div>
  )
}
