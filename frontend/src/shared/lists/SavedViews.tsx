import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { useState } from 'react'
import { Link, useLocation } from 'react-router'
import type { components } from '@/api/schema'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import { useReportProblem } from '@/shared/forms/problems'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import styles from './SavedViews.module.css'

const texts = defineTexts(
  {
    savedViews: '常用筛选',
    save: '存为常用筛选',
    name: '名称',
    nameNeeded: '请给这组筛选起个名字',
    saved: '已存为常用筛选',
    drop: (name: string) => `删除常用筛选“${name}”`,
    dropSure: '确定删除这个常用筛选吗？',
    dropped: '已删除',
    cancel: '取消',
    confirm: '确定',
    close: '关闭',
  },
  {
    savedViews: 'Saved views',
    save: 'Save this view',
    name: 'Name',
    nameNeeded: 'Give this view a name',
    saved: 'View saved',
    drop: (name) => `Delete the view “${name}”`,
    dropSure: 'Delete this saved view?',
    dropped: 'Deleted',
    cancel: 'Cancel',
    confirm: 'OK',
    close: 'Close',
  },
)

type SavedView = components['schemas']['SavedView']
/** The list that a view belongs to. */
type ListName = components['schemas']['SavedViewInput']['page']

const keyOf = (page: ListName) => ['saved-views', page] as const

interface Props {
  page: ListName
  /** Whether anything narrows the list now. */
  canSave: boolean
}

/** This person's saved filters as chips, and the button that saves the present ones. */
export function SavedViews({ page, canSave }: Props) {
  const t = useText(texts)
  const { pathname, search } = useLocation()
  const [saving, setSaving] = useState(false)
  const [dropping, setDropping] = useState<SavedView | null>(null)
  const present = search.replace(/^\?/, '')
  const { data: views = [] } = useQuery({
    queryKey: keyOf(page),
    queryFn: async () => {
      const answer = await unwrap(api.GET('/api/v1/saved-views', { params: { query: { page } } }))
      return answer.items
    },
  })
  const isSaved = views.some(({ query }) => query === present)
  if (views.length === 0 && !canSave) return null
  return (
    <nav className={`${styles.views} no-print`} aria-label={t.savedViews}>
      {views.length > 0 && (
        <ul>
          {views.map((view) => (
            <li key={view.id} data-current={view.query === present}>
              <Link
                to={`${pathname}?${view.query}`}
                aria-current={view.query === present ? 'true' : undefined}
              >
                {view.name}
              </Link>
              <button
                type="button"
                className={styles.drop}
                aria-label={t.drop(view.name)}
                onClick={() => setDropping(view)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      {canSave && !isSaved && (
        <Button type="dashed" size="small" onClick={() => setSaving(true)}>
          {t.save}
        </Button>
      )}
      {saving && <SaveDialog page={page} query={present} onClose={() => setSaving(false)} />}
      {dropping && <DropDialog page={page} view={dropping} onClose={() => setDropping(null)} />}
    </nav>
  )
}

interface SaveProps {
  page: ListName
  query: string
  onClose: () => void
}

function SaveDialog({ page, query, onClose }: SaveProps) {
  const t = useText(texts)
  const client = useQueryClient()
  const [form] = Form.useForm<{ name: string }>()
  const { pending, submit } = useSubmit({
    form,
    send: ({ name }: { name: string }, key) =>
      unwrap(api.POST('/api/v1/saved-views', { body: { page, name, query }, headers: idempotent(key) })),
    onDone: async () => {
      onClose()
      toast.done(t.saved)
      await client.invalidateQueries({ queryKey: keyOf(page) })
    },
  })
  return (
    <Dialog title={t.save} okText={t.save} confirmLoading={pending} onOk={form.submit} onCancel={onClose}>
      <SubmitForm form={form} onSubmit={submit} label={t.save}>
        <Form.Item
          name="name"
          label={t.name}
          rules={[{ required: true, whitespace: true, message: t.nameNeeded }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
      </SubmitForm>
    </Dialog>
  )
}

interface DropProps {
  page: ListName
  view: SavedView
  onClose: () => void
}

function DropDialog({ page, view, onClose }: DropProps) {
  const t = useText(texts)
  const client = useQueryClient()
  const report = useReportProblem()
  const drop = useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE('/api/v1/saved-views/{view_id}', {
          params: { path: { view_id: view.id } },
          headers: ifMatch(view.version),
        }),
      ),
    onSuccess: () => toast.done(t.dropped),
    onError: report,
    onSettled: async () => {
      onClose()
      await client.invalidateQueries({ queryKey: keyOf(page) })
    },
  })
  return (
    <Dialog
      title={t.drop(view.name)}
      okText={t.confirm}
      confirmLoading={drop.isPending}
      onOk={() => drop.mutate()}
      onCancel={onClose}
    >
      <p>{t.dropSure}</p>
    </Dialog>
  )
}
