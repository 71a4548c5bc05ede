import Form, { type FormInstance } from 'antd/es/form'
import { type KeyboardEvent, type ReactNode, useCallback } from 'react'
import { hasPath } from './problems'

interface Props<V> {
  form: FormInstance<V>
  onSubmit: (values: V) => void
  initialValues?: Partial<V>
  onChange?: (values: V) => void
  /** Names the form for screen readers. */
  label: string
  children: ReactNode
}

/** A complaint goes as soon as its input is put right, not only when the input is left. */
function revalidate<V>(form: FormInstance<V>, changed: unknown): void {
  const wrong = form
    .getFieldsError()
    .filter(({ name, errors }) => errors.length > 0 && hasPath(changed, name))
    .map(({ name }) => name)
  // What is still wrong shows at its field; there is nobody else to tell.
  if (wrong.length > 0) form.validateFields(wrong as never).catch(() => undefined)
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
      onValuesChange={(changed, values) => {
        revalidate(form, changed)
        onChange?.(values)
      }}
      onKeyDown={onKeyDown}
      scrollToFirstError={{ block: 'center', focus: true }}
      validateTrigger={['onBlur', 'onSubmit']}
    >
      {children}
      {/* Enter sends a form only when it holds a submit button; that of a dialog stands outside of it. */}
      <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
    </Form>
  )
}
