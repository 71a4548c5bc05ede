import { cityDate, exactMoment } from '@/shared/format/dates'
import type { StudyLength, StudySession, StudySessionInList } from '@/shared/study/types'
import type { SessionInput } from '../types'

/** What the form holds: days and clock times apart, as people say them. */
export interface PlanValues {
  branch_id: string
  kind: string
  topic: string
  length: StudyLength
  from: string
  to?: string | null
  begins: string
  ends: string
  place?: string | null
  host?: string | null
  material?: string | null
  source_document_id?: string | null
  material_id?: string | null
  expected: 'branch' | 'subtree' | 'named' | 'group'
  group_id?: string | null
  member_ids?: string[]
}

/** The usual times of each length; whoever plans changes them. */
export const USUAL_TIMES: Record<StudyLength, { begins: string; ends: string }> = {
  half_day: { begins: '14:30', ends: '18:00' },
  day: { begins: '08:30', ends: '17:30' },
  lessons: { begins: '14:30', ends: '16:00' },
}

const CITY_OFFSET = '+08:00'
const clock = (moment: string) => exactMoment(moment).slice(-5)
const text = (value: string | null | undefined) => value?.trim() || null

/** The last day: only full days reach over several. */
export const lastDay = ({ length, from, to }: Pick<PlanValues, 'length' | 'from' | 'to'>): string =>
  length === 'day' && to ? to : from

/** When the session begins and ends, in the city's time. */
export const momentsOf = (values: Pick<PlanValues, 'length' | 'from' | 'to' | 'begins' | 'ends'>) => ({
  starts_at: `${values.from}T${values.begins}:00${CITY_OFFSET}`,
  ends_at: `${lastDay(values)}T${values.ends}:00${CITY_OFFSET}`,
})

export function asInput(values: PlanValues): SessionInput {
  const { branch_id, kind, topic, length, expected } = values
  return {
    branch_id,
    kind,
    topic: topic.trim(),
    length,
    ...momentsOf(values),
    place: text(values.place),
    host: text(values.host),
    material: text(values.material),
    source_document_id: values.source_document_id ?? null,
    expected,
    material_id: values.material_id ?? null,
    group_id: expected === 'group' ? (values.group_id ?? null) : null,
    member_ids: expected === 'named' ? (values.member_ids ?? []) : [],
  }
}

/** A new plan, with what the last session of the organisation tells: place, host, kind and times. */
export function startOf(
  last: StudySessionInList | undefined,
  branchId: string | undefined,
): Partial<PlanValues> {
  const length = last && last.length !== 'day' ? last.length : 'lessons'
  const times =
    last?.length === length
      ? { begins: clock(last.starts_at), ends: clock(last.ends_at) }
      : USUAL_TIMES[length]
  return {
    branch_id: branchId,
    kind: last?.kind.code,
    length,
    from: cityDate(new Date()),
    ...times,
    place: last?.place,
    host: last?.host,
    expected: 'branch',
  }
}

export function valuesOf(session: StudySession): Partial<PlanValues> {
  const { expected, length, starts_at, ends_at } = session
  return {
    branch_id: session.branch?.id,
    kind: session.kind.code,
    topic: session.topic,
    length,
    from: cityDate(new Date(starts_at)),
    to: cityDate(new Date(ends_at)),
    begins: clock(starts_at),
    ends: clock(ends_at),
    place: session.place,
    host: session.host,
    material: session.material,
    source_document_id: session.source_document_id,
    material_id: session.material_id,
    expected,
    group_id: session.group_id,
  }
}
