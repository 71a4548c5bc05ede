import Button from 'antd/es/button'
import Form from 'antd/es/form'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { explain } from '@/shared/api/explain'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { oneOf, useUrlState } from '@/shared/lists/urlState'
import { MemberSelect } from '@/shared/members/MemberSelect'
import { useMe } from '@/shared/session/me'
import type { TransferRequestStart } from '@/shared/transfers/requestStart'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { toast } from '@/shared/ui/toast'
import { announceArrival, draftTransfer, moveTransfer, requestTransfer, useRefreshAfter } from './api'
import { ArrivalFields, IdentityFields, KeptBranchField } from './form/ArrivalFields'
import styles from './form/form.module.css'
import { formTexts } from './form/texts'
import { DestinationField, OutsideFields, ReasonField } from './form/WishFields'
import type { ArrivalInput, Transfer, TransferInput, TransferRequestInput } from './types'

const WAYS = ['branch', 'outside', 'arrival', 'request'] as const
type Way = (typeof WAYS)[number]
const codecs = { way: oneOf(WAYS, 'branch') }

/** 办理转接: out of the own branch, or into it. */
export default function NewTransferPage() {
  const t = useText(formTexts)
  const [{ way }, change] = useUrlState(codecs)
  const helps: Record<Way, string> = {
    branch: t.branchHelp,
    outside: t.outsideHelp,
    arrival: t.arrivalHelp,
    request: t.requestHelp,
  }
  return (
    <>
      <PageHeader title={t.title} />
      <Card className={styles.sheet}>
        <div className={styles.ways}>
          <ChoiceTabs
            label={t.ways}
            choices={WAYS.map((key) => ({ key, label: t[key] }))}
            chosen={way}
            onChoose={(next) => change({ way: next })}
          />
        </div>
        <p className={styles.help}>{helps[way]}</p>
        {way === 'arrival' && <ArrivalForm />}
        {way === 'request' && <RequestForm />}
        {(way === 'branch' || way === 'outside') && <DepartureForm key={way} outside={way === 'outside'} />}
      </Card>
    </>
  )
}

/** The one branch of one's own duties, if there is but one: never asked when it is known. */
function useOwnBranch(): string | undefined {
  const grants = useMe().data?.grants ?? []
  const ids = [
    ...new Set(grants.filter(({ role }) => role.startsWith('branch_')).map(({ branch }) => branch.id)),
  ]
  return ids.length === 1 ? ids[0] : undefined
}

/** What was drafted is submitted at once, and shown. */
function useSubmitted(): (drafted: Transfer) => Promise<void> {
  const t = useText(formTexts)
  const navigate = useNavigate()
  const refresh = useRefreshAfter()
  const language = useLanguage()
  return async (drafted) => {
    let transfer = drafted
    try {
      transfer = await moveTransfer(drafted, { action: 'submit' }, `${drafted.id}.submit`)
      toast.done(t.saved)
    } catch (error) {
      // The draft remains, with the button to submit it.
      toast.problem(explain(error, language).message)
    }
    void refresh(transfer)
    await navigate(`/transfers/${transfer.id}`)
  }
}

function DepartureForm({ outside }: { outside: boolean }) {
  const t = useText(formTexts)
  const [params] = useSearchParams()
  const [form] = Form.useForm<TransferInput>()
  const finish = useSubmitted()
  const { pending, submit } = useSubmit({ form, send: draftTransfer, onDone: finish })
  const start: Partial<TransferInput> = { member_id: params.get('member') ?? undefined }
  return (
    <SubmitForm form={form} onSubmit={submit} initialValues={start} label={t.title}>
      <Form.Item name="member_id" label={t.member} rules={[{ required: true, message: t.memberNeeded }]}>
        <MemberSelect />
      </Form.Item>
      {outside ? <OutsideFields name="outside" /> : <DestinationField />}
      <ReasonField />
      <Button type="primary" htmlType="submit" loading={pending}>
        {t.submit}
      </Button>
    </SubmitForm>
  )
}

function ArrivalForm() {
  const t = useText(formTexts)
  const [form] = Form.useForm<ArrivalInput>()
  const finish = useSubmitted()
  const { pending, submit } = useSubmit({ form, send: announceArrival, onDone: finish })
  const start = { to_branch_id: useOwnBranch() }
  return (
    <SubmitForm form={form} onSubmit={submit} initialValues={start} label={t.arrival}>
      <ArrivalFields />
      <Button type="primary" htmlType="submit" loading={pending}>
        {t.submit}
      </Button>
    </SubmitForm>
  )
}

function RequestForm() {
  const t = useText(formTexts)
  const { state: given } = useLocation() as { state: TransferRequestStart | null }
  const [form] = Form.useForm<TransferRequestInput>()
  const start = { to_branch_id: useOwnBranch(), ...given }
  const { pending, submit } = useSubmit({
    form,
    send: requestTransfer,
    onDone: ({ message }) => {
      form.resetFields()
      toast.done(message)
    },
  })
  return (
    <SubmitForm form={form} onSubmit={submit} initialValues={start} label={t.request}>
      <IdentityFields prefix={[]} />
      <KeptBranchField />
      <ReasonField />
      <Button type="primary" htmlType="submit" loading={pending}>
        {t.requestSubmit}
      </Button>
    </SubmitForm>
  )
}
