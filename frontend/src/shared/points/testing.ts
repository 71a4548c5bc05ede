import type { MemberPoints, PointEntry } from './types'

/** An entry for tests; what matters to the test is given. */
export function anEntry(given: Partial<PointEntry> = {}): PointEntry {
  const points = given.points ?? 2
  return {
    id: `e-${Math.random()}`,
    version: 1,
    member_id: 'm-1',
    rule_code: 'FW-01',
    rule_version: 2,
    head: 'service',
    head_label: '服务',
    title: '参加志愿服务',
    basis: '支部党员大会通过',
    points,
    asked: points,
    cap: null,
    cap_period: null,
    occurred_on: '2026-03-05',
    effective_on: '2026-03-06',
    source: { kind: 'manual', id: 's-1', label: '支部登记' },
    evidence: '社区证明',
    files: 0,
    entered_by: '周明远',
    confirmed_by: '何静',
    state: 'effective',
    state_label: '已生效',
    reason: null,
    reverses: null,
    reversed_by: null,
    ...given,
  }
}

/** A member's year for tests. */
export function aYear(given: Partial<MemberPoints> = {}): MemberPoints {
  return {
    year: 2026,
    kind: 'member',
    member: { id: 'm-1', name: '单建国' },
    branch: { id: 'b-1', name: '干部一处党支部' },
    scheme: { id: 's-1', name: '2026 年党员积分办法' },
    frozen_at: null,
    score: 62,
    base: 60,
    total: 2,
    band: 'third',
    band_label: '第三档',
    veto: false,
    exempt: false,
    flags: [],
    uses: [],
    entries: [anEntry()],
    ...given,
  }
}
