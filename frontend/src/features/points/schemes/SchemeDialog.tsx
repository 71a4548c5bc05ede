import { useQuery } from '@tanstack/react-query'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Select from 'antd/es/select'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useOptions } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { KINDS } from '@/shared/points/labels'
import type { SchemeKind } from '@/shared/points/types'
import { YearChoice } from '@/shared/points/YearChoice'
import { useMe } from '@/shared/session/me'
import styles from '@/shared/ui/blocks.module.css'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { useRefresh } from '../api'
import type { Scheme } from '../types'
import { amendScheme, draftScheme, fetchSchemes, schemeKeys } from './api'
import { schemeTexts } from './texts'

interface Props {
  /** A draft to be changed; without it a new one. */
  scheme?: Scheme
  year: number
  onDone: (scheme: Scheme) => void
  onClose: () => void
}

interface Values {
  branch_id: string
  year: number
  kind: SchemeKind
  title: string
  base: number
  bands: [number, number, number]
  like?: string
}

/** Begin a scheme, or change title, base and bands of a draft. */
export default function SchemeDialog({ scheme, year, onDone, onClose }: Props) {
  const t = useText(schemeTexts)
  const refresh = useRefresh()
  const kinds = useOptions(KINDS)
  const own = useMe().data?.grants[0]?.branch.id
  const [form] = Form.useForm<Values>()
  const chosen = Form.useWatch('year', form)
  const kind = Form.useWatch('kind', form)
  // Rules are rarely written anew: last year's, or those of the level above, are the usual beginning.
  const models = useQuery({
    queryKey: schemeKeys.models,
    queryFn: async () => (await fetchSchemes({ state: ['published', 'frozen'] })).items,
    enabled: scheme === undefined,
    select: (found) => found.filter((one) => one.kind === kind),
  })
  const { submit, pending } = useSubmit({
    form,
    send: (values: Values, key): Promise<Scheme> =>
      scheme
        ? amendScheme(scheme, { title: values.title, base: values.base, bands: values.bands })
        : draftScheme(values, key),
    onDone: async (made) => {
      onClose()
      toast.done(scheme ? t.saved : t.drafted)
      await refresh()
      onDone(made)
    },
  })
  const rules = [{ required: true, message: t.required }]
  const start: Partial<Values> = scheme
    ? { title: scheme.title, base: scheme.base, bands: scheme.bands as Values['bands'] }
    : {
        branch_id: own,
        year,
        kind: 'member',
        title: `${year} 年党员积分办法`,
        base: 60,
        bands: [90, 70, 60],
      }
  return (
    <Dialog
      title={scheme ? t.amend : t.draft}
      okText={t.save}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <SubmitForm form={form} initialValues={start} onSubmit={submit} label={scheme ? t.amend : t.draft}>
        {!scheme && (
          <>
            <Form.Item name="branch_id" label={t.branch} rules={rules}>
              <BranchSelect />
            </Form.Item>
            <div className={styles.pair}>
              <Form.Item name="year" label={t.year} rules={rules}>
                <YearChoice ahead value={chosen} onChange={(next) => form.setFieldValue('year', next)} />
              </Form.Item>
              <Form.Item name="kind" label={t.kind} rules={rules}>
                <Select options={kinds} />
              </Form.Item>
            </div>
            <Form.Item name="like" label={t.like}>
              <Select
                allowClear
                placeholder={t.likeNone}
                options={models.data?.map(({ id, title, branch }) => ({
                  value: id,
                  label: `${title} · ${branch?.name ?? ''}`,
                }))}
              />
            </Form.Item>
          </>
        )}
        <Form.Item
          name="title"
          label={t.newTitle}
          rules={[{ required: true, whitespace: true, message: t.required }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="base" label={t.base} rules={rules}>
          <InputNumber min={0} max={1000} precision={0} />
        </Form.Item>
        <Form.Item label={t.bands} required>
          <div className={styles.buttons}>
            {[0, 1, 2].map((place) => (
              <Form.Item key={place} name={['bands', place]} noStyle rules={rules}>
                <InputNumber min={10} max={100} step={10} precision={0} aria-label={t.band(place + 1)} />
              </Form.Item>
            ))}
          </div>
        </Form.Item>
      </SubmitForm>
    </Dialog>
  )
}
