import Button from 'antd/es/button'
import Form from 'antd/es/form'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { isProblem } from '@/shared/api/problem'
import { useDraft } from '@/shared/forms/draft'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { type Me, useMe } from '@/shared/session/me'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { Loading } from '@/shared/ui/states'
import { toast } from '@/shared/ui/toast'
import { registerMember, useRefreshAfter } from './api'
import styles from './form/form.module.css'
import { MemberFields } from './form/MemberFields'
import { formTexts } from './form/texts'
import { type MemberValues, toInput, withoutSealed } from './form/values'
import memberStyles from './members.module.css'

const HAN = '01'
const KEEPERS = new Set(['branch_secretary', 'branch_clerk'])

/** The branch that a new record belongs to, where only one can be meant. */
function branchOf(me: Me, asked: string | null): string | undefined {
  const kept = [...new Set(me.grants.filter(({ role }) => KEEPERS.has(role)).map(({ branch }) => branch.id))]
  return asked ?? (kept.length === 1 ? kept[0] : undefined)
}

/** 登记党员: a file for somebody new. */
export default function NewMemberPage() {
  const t = useText(formTexts)
  const me = useMe()
  const [params] = useSearchParams()
  const [round, setRound] = useState(0)
  return (
    <>
      <PageHeader title={t.title} note={t.note} />
      <Card className={styles.sheet}>
        {me.data ? (
          <NewMemberForm
            key={round}
            branch={branchOf(me.data, params.get('branch'))}
            onStartOver={() => setRound(round + 1)}
          />
        ) : (
          <Loading />
        )}
      </Card>
    </>
  )
}

/** Somebody on the register who holds the number already, as the refusal names them. */
interface Holder {
  id: string
  name: string
  branch: string
}

interface FormProps {
  branch: string | undefined
  onStartOver: () => void
}

function NewMemberForm({ branch, onStartOver }: FormProps) {
  const t = useText(formTexts)
  const navigate = useNavigate()
  const refresh = useRefreshAfter()
  const [form] = Form.useForm<MemberValues>()
  const draft = useDraft<MemberValues>('members.new')
  const [kept] = useState(draft.load)
  const [holder, setHolder] = useState<Holder | null>(null)
  const { pending, submit } = useSubmit({
    form,
    send: (values: MemberValues, key) => registerMember(toInput(values), key),
    onDone: async (member) => {
      draft.clear()
      toast.done(t.saved(member.name))
      void refresh(member)
      await navigate(`/members/${member.id}`)
    },
    onProblem: (error) => {
      setHolder(isProblem(error, 'member.duplicate') ? (error.body.member as Holder) : null)
      return false
    },
  })
  const startOver = () => {
    draft.clear()
    onStartOver()
  }
  return (
    <>
      {kept && (
        <div className={styles.kept} role="status">
          {t.kept}
          <Button size="small" onClick={startOver}>
            {t.startOver}
          </Button>
        </div>
      )}
      <SubmitForm
        form={form}
        onSubmit={submit}
        initialValues={{ ethnicity: HAN, standing: 'normal', branch, ...kept }}
        onChange={(values) => draft.save(withoutSealed(values))}
        label={t.form}
      >
        <MemberFields />
        {holder && (
          <p className={styles.known} role="status">
            {t.registered}
            <Link className={memberStyles.link} to={`/members/${holder.id}`}>
              {t.openFile(holder.name, holder.branch)}
            </Link>
          </p>
        )}
        <div className={styles.foot}>
          <Button type="primary" htmlType="submit" loading={pending}>
            {t.save}
          </Button>
        </div>
      </SubmitForm>
    </>
  )
}
