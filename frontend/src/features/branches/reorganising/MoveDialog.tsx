import { useQuery } from '@tanstack/react-query'
import Form from 'antd/es/form'
import { api, ifMatch, unwrap } from '@/shared/api/client'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { Dialog } from '@/shared/ui/Dialog'
import { Facts } from '@/shared/ui/Facts'
import { toast } from '@/shared/ui/toast'
import { type Branch, useBranchesChanged, useMaybeBranch, useStructure } from '../api'
import styles from './reorganising.module.css'
import { reorganisingTexts } from './texts'

interface Values {
  parent_id: string
}

const pathOf = (lineage: Branch['lineage']) => lineage.map(({ name }) => name).join(' / ')

/** Gives a branch another parent; says what moves along and where it will stand. */
export function MoveDialog({ branch, onClose }: { branch: Branch; onClose: () => void }) {
  const t = useText(reorganisingTexts)
  const changed = useBranchesChanged()
  const [form] = Form.useForm<Values>()
  const parent = useMaybeBranch(Form.useWatch('parent_id', form))
  const { submit, pending } = useSubmit({
    form,
    send: ({ parent_id }: Values) =>
      unwrap(
        api.POST('/api/v1/branches/{branch_id}/move', {
          params: { path: { branch_id: branch.id } },
          headers: ifMatch(branch.version),
          body: { parent_id },
        }),
      ),
    onDone: async (moved) => {
      toast.done(t.moved(moved.name, moved.lineage.at(-2)?.name ?? ''))
      await changed()
      onClose()
    },
  })
  return (
    <Dialog
      title={t.move}
      okText={t.moveSubmit}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
      width={600}
    >
      <MovesAlong branch={branch} />
      <SubmitForm form={form} onSubmit={submit} label={t.move}>
        <Form.Item
          name="parent_id"
          label={t.newParent}
          extra={t.newParentHelp}
          rules={[{ required: true, message: t.required }]}
        >
          <BranchSelect />
        </Form.Item>
      </SubmitForm>
      <Facts
        facts={[
          [t.nowAt, pathOf(branch.lineage)],
          [t.willBeAt, parent.data && pathOf([...parent.data.lineage, branch])],
        ]}
      />
    </Dialog>
  )
}

/** How much moves with a branch, as far as the person may see it. */
function MovesAlong({ branch }: { branch: Branch }) {
  const t = useText(reorganisingTexts)
  const can = useCan()
  const below = useQuery({
    queryKey: ['branches', 'count', branch.id],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/branches', { params: { query: { within: branch.id, with_total: true, limit: 1 } } }),
      ),
  })
  const people = useStructure(branch.id, can('member:read'))
  const tickets = useQuery({
    queryKey: ['tickets', 'summary', branch.id],
    queryFn: () => unwrap(api.GET('/api/v1/tickets/summary', { params: { query: { within: branch.id } } })),
    enabled: can('ticket:read'),
  })
  const persons = people.data?.stages.reduce((sum, { count }) => sum + count, 0)
  const total = below.data?.total
  return (
    <section className={styles.along} aria-label={t.moves}>
      <h3>{t.moves}</h3>
      <Facts
        facts={[
          [t.branches, typeof total === 'number' ? t.branchCount(total) : t.counting],
          [t.people, persons !== undefined && t.personCount(persons)],
          [t.tickets, tickets.data && t.ticketCount(tickets.data.total)],
        ]}
      />
    </section>
  )
}
