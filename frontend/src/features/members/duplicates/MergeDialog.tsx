import { useQuery } from '@tanstack/react-query'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Radio from 'antd/es/radio'
import { useState } from 'react'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { toast } from '@/shared/ui/toast'
import styles from './duplicates.module.css'
import { duplicateTexts } from './texts'
import type { MergeChoice, MergeField, MergePreview, Pair, Side, Summary } from './types'

interface Props {
  pair: Pair
  onDone: () => Promise<void>
  onClose: () => void
}

interface Values {
  reason: string
}

type Keep = Partial<Record<MergeField, Side>>

/** Merge two records: which goes on, what is kept of either, what moves along. */
export default function MergeDialog({ pair, onDone, onClose }: Props) {
  const t = useText(duplicateTexts)
  const [onward, setOnward] = useState(pair.older.id)
  const gone = onward === pair.older.id ? pair.newer.id : pair.older.id
  const [keep, setKeep] = useState<Keep>({})
  const [form] = Form.useForm<Values>()
  const preview = useQuery({
    queryKey: ['members', 'merge-preview', onward, gone],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/members/{member_id}/merge-preview', {
          params: { path: { member_id: onward }, query: { other_id: gone } },
        }),
      ),
    gcTime: 0,
  })
  const { submit, pending } = useSubmit({
    form,
    send: ({ reason }: Values, key) => {
      if (!preview.data) throw new Error('nothing was shown yet')
      return unwrap(
        api.POST('/api/v1/members/{member_id}/merge', {
          params: { path: { member_id: onward } },
          headers: { ...ifMatch(preview.data.this.version), ...idempotent(key) },
          body: {
            other_id: gone,
            other_version: preview.data.other.version,
            keep: chosen(preview.data, keep),
            reason,
          },
        }),
      )
    },
    onDone: async () => {
      toast.done(t.merged)
      await onDone()
    },
  })
  const records = [
    { value: pair.older.id, label: `${t.older}：${told(pair.older)}` },
    { value: pair.newer.id, label: `${t.newer}：${told(pair.newer)}` },
  ]
  return (
    <Dialog
      width={720}
      title={t.mergeTitle}
      okText={t.save}
      confirmLoading={pending}
      okButtonProps={{ disabled: preview.data?.may_be_merged !== true }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <fieldset className={styles.onward}>
        <legend>{t.onward}</legend>
        <Radio.Group
          vertical
          value={onward}
          options={records}
          onChange={(event) => {
            setOnward(event.target.value)
            setKeep({})
          }}
        />
        <p className={styles.quiet}>{t.onwardHelp}</p>
      </fieldset>
      {preview.isPending && <Loading />}
      {preview.error && <LoadFailure compact error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && (
        <>
          <Choices
            preview={preview.data}
            keep={keep}
            onKeep={(field, side) => setKeep({ ...keep, [field]: side })}
          />
          <Impact preview={preview.data} />
          <SubmitForm form={form} onSubmit={submit} label={t.mergeTitle}>
            <Form.Item
              name="reason"
              label={t.reason}
              rules={[{ required: true, whitespace: true, min: 2, message: t.reasonRequired }]}
            >
              <Input.TextArea rows={2} maxLength={500} />
            </Form.Item>
          </SubmitForm>
        </>
      )}
    </Dialog>
  )
}

const told = ({ name, id_number, branch }: Summary) => `${name} ${id_number}（${branch.name}）`

/** Every differing field with the side that was chosen for it, or suggested. */
function chosen(preview: MergePreview, keep: Keep): Keep {
  return Object.fromEntries(
    preview.fields
      .filter(({ differs }) => differs)
      .map(({ field, suggested }) => [field, keep[field] ?? suggested]),
  )
}

interface ChoicesProps {
  preview: MergePreview
  keep: Keep
  onKeep: (field: MergeField, side: Side) => void
}

function Choices({ preview, keep, onKeep }: ChoicesProps) {
  const t = useText(duplicateTexts)
  const differing = preview.fields.filter(({ differs }) => differs)
  if (differing.length === 0) return <p>{t.allSame}</p>
  return (
    <table className={styles.table} aria-label={t.choose}>
      <thead>
        <tr>
          <th scope="col">{t.field}</th>
          <th scope="col">{t.keepThis}</th>
          <th scope="col">{t.keepOther}</th>
        </tr>
      </thead>
      <tbody>
        {differing.map((choice) => (
          <tr key={choice.field}>
            <th scope="row">{choice.label}</th>
            {(['this', 'other'] as const).map((side) => (
              <td key={side}>
                <Choice
                  choice={choice}
                  side={side}
                  checked={(keep[choice.field] ?? choice.suggested) === side}
                  onChoose={() => onKeep(choice.field, side)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface ChoiceProps {
  choice: MergeChoice
  side: Side
  checked: boolean
  onChoose: () => void
}

function Choice({ choice, side, checked, onChoose }: ChoiceProps) {
  const t = useText(duplicateTexts)
  return (
    <Radio name={`keep-${choice.field}`} checked={checked} onChange={onChoose}>
      <span className="visually-hidden">{`${choice.label} ${side === 'this' ? t.keepThis : t.keepOther} `}</span>
      {choice[side] ?? t.none}
    </Radio>
  )
}

function Impact({ preview }: { preview: MergePreview }) {
  const t = useText(duplicateTexts)
  const fates = { moved: t.fateMoved, stays: t.fateStays, blocks: t.fateBlocks }
  const ties = preview.ties.filter(({ count }) => count > 0)
  return (
    <section className={styles.impact} aria-label={t.impact}>
      <h3>{t.impact}</h3>
      <ul>
        {ties.map(({ name, label, count, fate }) => (
          <li key={name} className={fate === 'blocks' ? styles.blocks : undefined}>
            {label} {count} · {fates[fate]}
          </li>
        ))}
      </ul>
      {!preview.may_be_merged && (
        <p role="alert" className={styles.blocks}>
          {t.blocked}
        </p>
      )}
    </section>
  )
}
