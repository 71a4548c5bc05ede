import FileTextOutlined from '@ant-design/icons/es/icons/FileTextOutlined'
import InboxOutlined from '@ant-design/icons/es/icons/InboxOutlined'
import { type DragEvent, useId, useState } from 'react'
import { useText } from '@/shared/i18n/texts'
import styles from './FileDrop.module.css'
import { sizeText } from './fault'
import { fileTexts } from './texts'

interface Props {
  /** Endings of the files that are taken: `.xlsx`. */
  accept: readonly string[]
  /** Says what is taken, and how large it may be. */
  help: string
  file: File | null
  onFile: (file: File) => void
  fault: string | null
  disabled: boolean
}

/** Takes one file, dropped or chosen; says beforehand what is taken. */
export function FileDrop({ accept, help, file, onFile, fault, disabled }: Props) {
  const t = useText(fileTexts)
  const id = useId()
  const [over, setOver] = useState(false)
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const dropped = event.dataTransfer.files[0]
    if (dropped && !disabled) onFile(dropped)
  }
  return (
    <div className={styles.field}>
      <input
        id={id}
        className="visually-hidden"
        type="file"
        accept={accept.join(',')}
        disabled={disabled}
        aria-invalid={fault !== null}
        aria-describedby={`${id}-help ${id}-fault`}
        onChange={(event) => {
          const chosen = event.target.files?.[0]
          if (chosen) onFile(chosen)
          event.target.value = ''
        }}
      />
      <label
        htmlFor={id}
        className={`${styles.drop} ${over ? styles.over : ''} ${fault ? styles.wrong : ''}`}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        {file === null ? (
          <InboxOutlined className={styles.icon} />
        ) : (
          <FileTextOutlined className={styles.icon} />
        )}
        {file === null ? (
          <span className={styles.main}>{over ? t.dropActive : t.drop}</span>
        ) : (
          <>
            <span className={styles.main}>{file.name}</span>
            <span className={styles.size}>
              {sizeText(file.size)} · {t.change}
            </span>
          </>
        )}
        <span id={`${id}-help`} className={styles.help}>
          {help}
        </span>
      </label>
      <p id={`${id}-fault`} className={styles.fault} role="alert">
        {fault}
      </p>
    </div>
  )
}
