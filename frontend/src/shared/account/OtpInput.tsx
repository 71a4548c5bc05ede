import Input from 'antd/es/input/Input'
import styles from './account.module.css'

interface OtpInputProps {
  id?: string
  value?: string
  onChange?: (otp: string) => void
  autoFocus?: boolean
}

/** Six digits; spaces from a pasted code are dropped. */
export function OtpInput({ id, value, onChange, autoFocus }: OtpInputProps) {
  return (
    <Input
      id={id}
      value={value}
      onChange={(event) => onChange?.(event.target.value.replace(/\D/g, '').slice(0, 6))}
      inputMode="numeric"
      autoComplete="one-time-code"
      autoFocus={autoFocus}
      className={styles.otp}
    />
  )
}
