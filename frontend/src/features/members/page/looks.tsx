import InputNumber from 'antd/es/input-number'
import Select from 'antd/es/select'
import type { FieldLook } from '@/shared/actions/fields'
import { DayPicker } from '@/shared/forms/DayPicker'
import { keysOf } from '@/shared/i18n/labels'
import type { Language } from '@/shared/i18n/preferences'
import type { Bilingual } from '@/shared/i18n/texts'
import { textIn } from '@/shared/i18n/texts'
import { REMOVAL_GROUNDS, SUSPENSION_GROUNDS } from '../labels'
import { pageTexts } from './texts'

type Phrases = ReturnType<typeof textIn<(typeof pageTexts)['zh']>>

const DAY_LABELS: Record<string, keyof (typeof pageTexts)['zh']> = {
  admit: 'meetingOn',
  convert: 'meetingOn',
  report_lost: 'lostOn',
  record_death: 'deathOn',
  report_found: 'occurredOn',
  strike: 'occurredOn',
}
const NOTES: Record<string, keyof (typeof pageTexts)['zh']> = {
  convert: 'convertNote',
  strike: 'strikeNote',
  suspend: 'graveNote',
  remove: 'graveNote',
  cancel_probation: 'graveNote',
  restore: 'graveNote',
}
const GROUNDS: Record<string, Record<string, Bilingual>> = {
  suspend: SUSPENSION_GROUNDS,
  remove: REMOVAL_GROUNDS,
}

/** What a step of the life cycle means, before its fields. */
export function noteOf(action: string, t: Phrases): string | null {
  const note = NOTES[action]
  return note === undefined ? null : String(t[note])
}

/** How the fields of a step are drawn. */
export function looksOf(action: string, language: Language): Record<string, FieldLook> {
  const t = textIn(pageTexts, language)
  const grounds = GROUNDS[action] ?? {}
  return {
    occurred_on: { label: String(t[DAY_LABELS[action] ?? 'decidedOn']), input: <DayPicker /> },
    document: { label: t.doc, help: t.docHelp },
    ground: {
      label: t.groundLabel,
      input: (
        <Select
          options={keysOf(grounds).map((value) => ({ value, label: grounds[value]?.[language] ?? value }))}
        />
      ),
    },
    months: { label: t.months, help: t.monthsHelp, input: <InputNumber min={6} max={12} precision={0} /> },
    until: { label: t.untilLabel, help: t.untilHelp, input: <DayPicker /> },
    comment: { label: t.why },
  }
}
