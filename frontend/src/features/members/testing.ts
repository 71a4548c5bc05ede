import type { Member, MemberChange, OwnMember } from './types'

const BRANCH = { id: '01930000-0000-7000-8000-00000000000b', name: '干部一处党支部' }

const SUMMARY = {
  id: '01930000-0000-7000-8000-000000000001',
  version: 3,
  created_at: '2026-10-12T01:00:00Z',
  updated_at: '2026-11-18T02:00:00Z',
  name: '单建国',
  sex: '1',
  sex_label: '男',
  ethnicity: '01',
  ethnicity_label: '汉族',
  birth_date: '1985-03-14',
  education: '21',
  education_label: '大学本科毕业',
  stage: 'full',
  stage_label: '正式党员',
  stage_since: '2011-07-01',
  political_status: '01',
  political_status_label: '中共党员',
  branch: BRANCH,
  joined_on: '2010-07-01',
  full_on: '2011-07-01',
  probation_ends_on: null,
  probation_extended: false,
  post: '科员',
  standing: 'normal',
  standing_label: '正常',
  state: 'full',
  state_label: '正式党员',
  left_on: null,
  suspension_ground: null,
  lost_contact: false,
  lost_contact_since: null,
  floating: false,
  floating_to: null,
  photo: null,
  merged_into: null,
} as const

/** A full member as a registrar sees one, for tests. */
export function aMember(changes: Partial<Member> = {}): Member {
  return {
    ...SUMMARY,
    id_number: '110***********0015',
    phone: '138****0001',
    address: '浙江省杭州市西湖区****',
    pay_base: '****',
    available_actions: [],
    unavailable_actions: [],
    amendable_fields: ['name', 'post'],
    may_reveal: true,
    ...changes,
  }
}

/** One's own record in the clear, for tests; the ID number is the example of its standard. */
export function anOwnRecord(changes: Partial<OwnMember> = {}): OwnMember {
  return {
    ...SUMMARY,
    id_number: '11010519491231002X',
    phone: '13812340001',
    address: '浙江省杭州市西湖区文一路 1 号',
    pay_base: '8650.50',
    ...changes,
  }
}

/** One act on the record, for tests. */
export function aChange(changes: Partial<MemberChange> = {}): MemberChange {
  return {
    id: '01930000-0000-7000-8000-0000000000c1',
    sequence: 1,
    at: '2026-11-18T02:00:00Z',
    action: 'amend',
    action_label: '更正信息',
    from_state: 'full',
    to_state: 'full',
    occurred_on: null,
    document: null,
    ground: null,
    ground_label: null,
    until: null,
    reason: null,
    actor: { id: 'a-1', name: '韩文远' },
    branch: BRANCH,
    changes: null,
    ...changes,
  }
}
