import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { useDraft } from '@/shared/forms/draft'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { type Language, useLanguage } from '@/shared/i18n/preferences'
import { textIn, useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { Card } from '@/shared/ui/Card'
import { Timeline, type TimelineEntry } from '@/shared/ui/Timeline'
import { toast } from '@/shared/ui/toast'
import { addNote, useRefreshAfter } from '../api'
import type { Ticket, TicketEvent } from '../types'
import { changesOf } from './changes'
import styles from './page.module.css'
import { pageTexts } from './texts'

const STEPS_BACK = new Set(['reject', 'decline', 'send_back', 'refuse_extension', 'withdraw', 'suspend'])

/** Everything that happened, newest first, with a box to add a note. */
export function History({ ticket, events }: { ticket: Ticket; events: TicketEvent[] }) {
  const t = useText(pageTexts)
  const language = useLanguage()
  const mayNote = useCan()('ticket:act') && ticket.state !== 'drafted'
  return (
    <Card title={t.history}>
      {mayNote && <NoteForm ticket={ticket} />}
      <Timeline label={t.history} entries={[...events].reverse().map((event) => entryOf(event, language))} />
    </Card>
  )
}

function entryOf(event: TicketEvent, language: Language): TimelineEntry {
  const moved = event.from_state !== event.to_state
  const changes = changesOf(event, language)
  return {
    id: event.id,
    at: event.at,
    title: event.action_label,
    actor: [event.actor.name, event.branch?.name].filter(Boolean).join(' · '),
    comment: event.comment,
    details: changes.length > 0 && (
      <ul className={styles.changes}>
        {changes.map(({ field, text }) => (
          <li key={field}>{textIn(pageTexts, language).change(field, text)}</li>
        ))}
      </ul>
    ),
    tone: STEPS_BACK.has(event.action) ? 'refusal' : moved ? 'strong' : undefined,
  }
}

function NoteForm({ ticket }: { ticket: Ticket }) {
  const t = useText(pageTexts)
  const refresh = useRefreshAfter()
  const [form] = Form.useForm<{ text: string }>()
  const draft = useDraft<{ text: string }>(`ticket:${ticket.id}.note`)
  const { pending, submit } = useSubmit({
    form,
    send: ({ text }: { text: string }, key) => addNote(ticket, text, key),
    onDone: async (changed) => {
      draft.clear()
      form.resetFields()
      form.setFieldsValue({ text: '' })
      toast.done(t.noted)
      await refresh(changed)
    },
  })
  return (
    <div className={`${styles.note} no-print`}>
      <SubmitForm
        form={form}
        onSubmit={submit}
        label={t.addNote}
        initialValues={draft.load() ?? undefined}
        onChange={draft.save}
      >
        <Form.Item
          name="text"
          label={t.noteLabel}
          rules={[{ required: true, whitespace: true, message: t.noteNeeded }]}
          required={false}
          validateTrigger="onSubmit"
        >
          <Input.TextArea
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={2000}
            placeholder={t.notePlaceholder}
          />
        </Form.Item>
        <Button htmlType="submit" loading={pending}>
          {t.addNote}
        </Button>
      </SubmitForm>
    </div>
  )
}
