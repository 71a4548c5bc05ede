import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Radio from 'antd/es/radio'
import { useState } from 'react'
import { api, ifMatch, unwrap } from '@/shared/api/client'
import { dayText } from '@/shared/format/dates'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { Dialog } from '@/shared/ui/Dialog'
import { Facts } from '@/shared/ui/Facts'
import { toast } from '@/shared/ui/toast'
import styles from './calendar.module.css'
import type { CalendarDay } from './days'
import { calendarTexts } from './texts'

interface Setting {
  working: boolean
  name: string
  source: string
}

interface Props {
  day: CalendarDay
  onClose: () => void
}

/** What the calendar says of a day, and for who may the way to set it by hand. */
export default function DayDialog({ day, onClose }: Props) {
  const t = useText(calendarTexts)
  const language = useLanguage()
  const can = useCan()
  const [editing, setEditing] = useState(false)
  const changed = useCalendarChanged(onClose)
  const clearing = useSubmit({
    send: () =>
      unwrap(
        api.DELETE('/api/v1/calendar/days/{day}', {
          params: { path: { day: day.day } },
          headers: ifMatch(day.version ?? 0),
        }),
      ),
    onDone: () => changed(t.cleared),
  })
  return (
    <Dialog
      title={dayText(day.day, language, new Date(`${day.day}T12:00:00+08:00`))}
      onCancel={onClose}
      footer={null}
    >
      <Facts
        facts={[
          [t.kind, t[day.kind]],
          [t.name, day.name],
          [t.source, day.source],
          [t.provisionalWord, day.provisional && t.provisional(Number(day.day.slice(0, 4)))],
        ]}
      />
      {can('calendar:manage') && !editing && (
        <div className={styles.dayActions}>
          <Button type="primary" onClick={() => setEditing(true)}>
            {day.overridden ? t.change : t.set}
          </Button>
          {day.overridden && (
            <Button loading={clearing.pending} onClick={() => clearing.submit(undefined)} title={t.clearNote}>
              {t.clear}
            </Button>
          )}
        </div>
      )}
      {editing && <DayForm day={day} onDone={() => changed(t.saved)} />}
    </Dialog>
  )
}

function DayForm({ day, onDone }: { day: CalendarDay; onDone: () => Promise<void> }) {
  const t = useText(calendarTexts)
  const [form] = Form.useForm<Setting>()
  const { submit, pending } = useSubmit({
    form,
    send: (body: Setting) =>
      unwrap(
        api.PUT('/api/v1/calendar/days/{day}', {
          params: { path: { day: day.day } },
          headers: day.version === null ? {} : ifMatch(day.version),
          body,
        }),
      ),
    onDone,
  })
  const rules = [{ required: true, whitespace: true, message: t.required }]
  return (
    <div className={styles.dayForm}>
      <SubmitForm
        form={form}
        onSubmit={submit}
        label={t.set}
        initialValues={{
          working: day.overridden ? day.working : !day.working,
          name: day.overridden ? (day.name ?? '') : '',
          source: day.source ?? '',
        }}
      >
        <Form.Item name="working" label={t.working}>
          <Radio.Group
            options={[
              { value: false, label: t.rest },
              { value: true, label: t.work },
            ]}
          />
        </Form.Item>
        <Form.Item name="name" label={t.name} extra={t.nameHelp} rules={rules}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="source" label={t.source} extra={t.sourceHelp} rules={rules}>
          <Input maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={pending}>
          {t.save}
        </Button>
      </SubmitForm>
    </div>
  )
}

/** Everything that counts working days is read anew. */
function useCalendarChanged(onClose: () => void) {
  const client = useQueryClient()
  return async (said: string) => {
    toast.done(said)
    onClose()
    await Promise.all(
      [['calendar'], ['tickets'], ['home']].map((queryKey) => client.invalidateQueries({ queryKey })),
    )
  }
}
