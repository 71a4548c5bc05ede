import type {
  Member,
  MemberAmendment,
  MemberInput,
  MemberSummary,
  OwnChanges,
  OwnMember,
  Stage,
} from '../types'

/** What a form about a member holds; an input that was emptied may be null, undefined or ''. */
export interface MemberValues {
  name?: string | null
  id_number?: string | null
  ethnicity?: string | null
  education?: string | null
  stage?: Stage
  standing?: 'normal' | 'suspended'
  branch?: string
  joined_on?: string | null
  full_on?: string | null
  stage_since?: string | null
  post?: string | null
  phone?: string | null
  address?: string | null
  pay_base?: string | null
  lost_contact?: boolean
  lost_contact_since?: string | null
  floating?: boolean
  floating_to?: string | null
}

const SEALED_INPUTS = ['id_number', 'phone', 'address', 'pay_base'] as const
const DEVELOPING: readonly Stage[] = ['applicant', 'activist', 'candidate']

export const isDeveloping = (stage: Stage | undefined): boolean =>
  stage !== undefined && DEVELOPING.includes(stage)

/** What a draft in the browser may hold: nothing that the server keeps sealed. */
export function withoutSealed(values: MemberValues): MemberValues {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => !(SEALED_INPUTS as readonly string[]).includes(name)),
  )
}

const orNull = (text: string | null | undefined): string | null => text?.trim() || null

/** The form as the API registers it: only what belongs to the stage is sent. */
export function toInput(values: MemberValues): MemberInput {
  const stage = values.stage ?? 'applicant'
  const developing = isDeveloping(stage)
  return {
    name: values.name?.trim() ?? '',
    id_number: values.id_number ?? '',
    ethnicity: values.ethnicity ?? '01',
    education: orNull(values.education),
    stage,
    branch: values.branch ?? '',
    joined_on: developing ? null : orNull(values.joined_on),
    full_on: stage === 'full' ? orNull(values.full_on) : null,
    stage_since: developing ? orNull(values.stage_since) : null,
    post: orNull(values.post),
    phone: orNull(values.phone),
    address: orNull(values.address),
    pay_base: orNull(values.pay_base),
    standing: developing ? 'normal' : (values.standing ?? 'normal'),
    lost_contact: !developing && values.lost_contact === true,
    lost_contact_since: !developing && values.lost_contact ? orNull(values.lost_contact_since) : null,
    floating: values.floating === true,
    floating_to: values.floating ? orNull(values.floating_to) : null,
  }
}

const PLAIN = [
  'name',
  'ethnicity',
  'education',
  'joined_on',
  'full_on',
  'stage_since',
  'post',
  'lost_contact_since',
  'floating_to',
] as const

/** A record as the form shows it; sealed fields start empty. */
export const fromMember = (member: Member): MemberValues => ({
  ...Object.fromEntries(PLAIN.map((name) => [name, member[name]])),
  floating: member.floating,
})

/** The named texts that differ from a record, and the tick; inputs that are not on the form differ in nothing. */
function differing<N extends keyof MemberValues & keyof OwnMember>(
  names: readonly N[],
  values: MemberValues,
  before: MemberSummary,
): [string, unknown][] {
  const text = (of: object, name: N) => orNull((of as Record<N, string | null | undefined>)[name])
  const changed = names.filter((name) => name in values && text(values, name) !== text(before, name))
  const ticked = values.floating !== undefined && values.floating !== before.floating
  return [
    ...changed.map((name): [string, unknown] => [name, text(values, name)]),
    ...(ticked ? [['floating', values.floating] as [string, unknown]] : []),
  ]
}

/** Only what differs from the record; a sealed field left empty stays as it is. */
export function toAmendment(values: MemberValues, member: Member): MemberAmendment {
  const sealed = SEALED_INPUTS.filter((name) => orNull(values[name]) !== null)
  return Object.fromEntries([
    ...differing(PLAIN, values, member),
    ...sealed.map((name) => [name, orNull(values[name])]),
  ])
}

const WEIGHTY = ['name', 'id_number', 'joined_on', 'full_on', 'stage_since']

/** Whether a correction needs its reason: on these fields identity and Party age hang. */
export const needsReason = (changes: MemberAmendment): boolean =>
  Object.keys(changes).some((name) => WEIGHTY.includes(name))

const OWN = [
  'name',
  'id_number',
  'ethnicity',
  'education',
  'joined_on',
  'full_on',
  'post',
  'phone',
  'address',
  'floating_to',
] as const

/** One's own record as the form shows it, in the clear. */
export const fromOwn = (member: OwnMember): MemberValues => ({
  ...Object.fromEntries(OWN.map((name) => [name, member[name]])),
  floating: member.floating,
})

/** What somebody wants corrected in their own record: only what differs. */
export const toOwnChanges = (values: MemberValues, member: OwnMember): OwnChanges =>
  Object.fromEntries(differing(OWN, values, member))
