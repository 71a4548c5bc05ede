import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import { useState } from 'react'
import { Link, useLocation } from 'react-router'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import { useReportProblem } from '@/shared/forms/problems'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { toast } from '@/shared/ui/toast'
import { keys } from '../api'
import type { SavedView } from '../types'
import styles from './list.module.css'
import { listTexts } from './texts'

/** This person's saved filters as chips, and the button that saves the present ones. */
export function SavedViews({ canSave }: { canSave: boolean }) {
  const t = useText(listTexts)
  const { pathname, search } = useLocation()
  const [saving, setSaving] = useState(false)
  const [dropping, setDropping] = useState<SavedView | null>(null)
  const present = search.replace(/^\?/, '')
  const { data: views = [] } = useQuery({
    queryKey: keys.savedViews,
    queryFn: async () => {
      const answer = await unwrap(api.GET('/api/v1/saved-views', { params: { query: { page: 'tickets' } } }))
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
      {saving && <SaveDialog query={present} onClose={() => setSaving(false)} />}
      {dropping && <DropDialog view={dropping} onClose={() => setDropping(null)} />}
    </nav>
  )
}

function SaveDialog({ query, onClose }: { query: string; onClose: () => void }) {
  const t = useText(listTexts)
  const client = useQueryClient()
  const [form] = Form.useForm<{ name: string }>()
  const { pending, submit } = useSubmit({
    form,
    send: ({ name }: { name: string }, key) =>
      unwrap(
        api.POST('/api/v1/saved-views', { body: { page: 'tickets', name, query }, headers: idempotent(key) }),
      ),
    onDone: async () => {
      onClose()
      toast.done(t.saved)
      await client.invalidateQueries({ queryKey: keys.savedViews })
    },
  })
  return (
    <Modal
      open
      title={t.saveTitle}
      okText={t.save}
      cancelText={t.cancel}
      closable={{ 'aria-label': t.close }}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <SubmitForm form={form} onSubmit={submit} label={t.saveTitle}>
        <Form.Item
          name="name"
          label={t.name}
          rules={[{ required: true, whitespace: true, message: t.nameNeeded }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
      </SubmitForm>
    </Modal>
  )
}

function DropDialog({ view, onClose }: { view: SavedView; onClose: () => void }) {
  const t = useText(listTexts)
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
      await client.invalidateQueries({ queryKey: keys.savedViews })
    },
  })
  return (
    <Modal
      open
      title={t.drop(view.name)}
      okText={t.confirm}
      cancelText={t.cancel}
      closable={{ 'aria-label': t.close }}
      confirmLoading={drop.isPending}
      onOk={() => drop.mutate()}
      onCancel={onClose}
    >
      <p>{t.dropSure}</p>
    </Modal>
  )
}
