import Form, { type FormInstance } from 'antd/es/form'
import { type KeyboardEvent, type ReactNode, useCallback } from 'react'

interface Props<V> {
  form: FormInstance<V>
  onSubmit: (values: V) => void
  initialValues?: Partial<V>
  onChange?: (values: V) => void
  /** Names the form for screen readers. */
  label: string
  children: ReactNode
}

/** One column, label above, Enter and Ctrl+S save, the first wrong field gets the focus. */
export function SubmitForm<V extends object>({
  form,
  onSubmit,
  initialValues,
  onChange,
  label,
  children,
}: Props<V>) {
  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
        event.preventDefault()
        event.stopPropagation()
        form.submit()
      }
    },
    [form],
  )
  return (
    <Form<V>
      form={form}
      layout="vertical"
      requiredMark
      aria-label={label}
      initialValues={initialValues as never}
      onFinish={onSubmit}
      onValuesChange={(_, values) => onChange?.(values)}
      onKeyDown={onKeyDown}
      scrollToFirstError={{ block: 'center', focus: true }}
      validateTrigger={['onBlur', 'onSubmit']}
    >
      {children}
    </Form>
  )
}
