import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { useState } from 'react'
import { api, ifMatch, unwrap } from '@/shared/api/client'
import { isProblem } from '@/shared/api/problem'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { type Branch, useBranchesChanged, useDissolution } from '../api'
import { Impact } from './Impact'
import styles from './reorganising.module.css'
import { reorganisingTexts } from './texts'
import { carriesPeople, type Ending } from './ties'

interface Values {
  into_id?: string
  decided_on: string
  reason: string
  document_no?: string
}

interface Props {
  branch: Branch
  ending: Ending
  onClose: () => void
}

/** Dissolves or merges a branch in two steps: first what hangs on it, then the decision. */
export function EndingDialog({ branch, ending, onClose }: Props) {
  const t = useText(reorganisingTexts)
  const [deciding, setDeciding] = useState(false)
  const impact = useDissolution(branch.id)
  const [form] = Form.useForm<Values>()
  const decision = useDecision({ branch, ending, onClose, form, onBlocked: () => setDeciding(false) })
  const may = ending === 'merge' ? impact.data?.may_be_merged : impact.data?.may_be_dissolved
  const title = ending === 'merge' ? t.merge : t.dissolve
  const submitText = ending === 'merge' ? t.mergeSubmit : t.dissolveSubmit
  const footer = deciding
    ? [
        <Button key="back" onClick={() => setDeciding(false)}>
          {t.back}
        </Button>,
        <Button key="go" type="primary" danger loading={decision.pending} onClick={form.submit}>
          {submitText}
        </Button>,
      ]
    : [
        <Button key="cancel" onClick={onClose}>
          {t.cancel}
        </Button>,
        <Button key="next" type="primary" disabled={may !== true} onClick={() => setDeciding(true)}>
          {t.next}
        </Button>,
      ]
  return (
    <Dialog open title={title} footer={footer} onCancel={onClose} width={600}>
      <ol className={styles.steps}>
        <li aria-current={deciding ? undefined : 'step'}>1 {t.stepImpact}</li>
        <li aria-current={deciding ? 'step' : undefined}>2 {t.stepDecision}</li>
      </ol>
      {deciding ? (
        <>
          <p className={styles.subject}>{branch.name}</p>
          <DecisionForm
            form={form}
            ending={ending}
            title={title}
            needsDocument={carriesPeople(impact.data?.ties ?? [], ending)}
            onSubmit={decision.submit}
          />
          <p className={styles.quiet}>{t.stays}</p>
        </>
      ) : (
        <Impact branch={branch} ending={ending} impact={impact} onLeave={onClose} />
      )}
    </Dialog>
  )
}

interface DecisionOptions extends Props {
  form: ReturnType<typeof Form.useForm<Values>>[0]
  /** Something has come to hang on the branch meanwhile. */
  onBlocked: () => void
}

function useDecision({ branch, ending, onClose, form, onBlocked }: DecisionOptions) {
  const t = useText(reorganisingTexts)
  const changed = useBranchesChanged()
  const request = { params: { path: { branch_id: branch.id } }, headers: ifMatch(branch.version) }
  return useSubmit({
    form,
    send: ({ into_id = '', decided_on, reason, document_no }: Values) => {
      const decision = { decided_on, reason, document_no: document_no?.trim() || null }
      return unwrap(
        ending === 'merge'
          ? api.POST('/api/v1/branches/{branch_id}/merge', { ...request, body: { into_id, ...decision } })
          : api.POST('/api/v1/branches/{branch_id}/dissolve', { ...request, body: decision }),
      )
    },
    onProblem: (error) => {
      if (isProblem(error, 'branch.not_empty')) onBlocked()
      return false
    },
    onDone: async (gone) => {
      toast.done(
        ending === 'merge' ? t.merged(gone.name, gone.merged_into?.name ?? '') : t.dissolved(gone.name),
      )
      await changed()
      onClose()
    },
  })
}

interface FormProps {
  form: DecisionOptions['form']
  ending: Ending
  title: string
  needsDocument: boolean
  onSubmit: (values: Values) => void
}

function DecisionForm({ form, ending, title, needsDocument, onSubmit }: FormProps) {
  const t = useText(reorganisingTexts)
  const required = [{ required: true, message: t.required }]
  const filled = [{ required: true, whitespace: true, message: t.required }]
  return (
    <SubmitForm
      form={form}
      onSubmit={onSubmit}
      label={title}
      initialValues={{ decided_on: cityDate(new Date()) }}
    >
      {ending === 'merge' && (
        <Form.Item name="into_id" label={t.into} extra={t.intoHelp} rules={required}>
          <BranchSelect />
        </Form.Item>
      )}
      <Form.Item name="decided_on" label={t.decidedOn} rules={required}>
        <DayPicker />
      </Form.Item>
      <Form.Item name="reason" label={t.reason} rules={filled}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="document_no"
        label={t.documentNo}
        extra={needsDocument && t.documentHelp}
        rules={needsDocument ? filled : undefined}
      >
        <Input maxLength={200} />
      </Form.Item>
    </SubmitForm>
  )
}
