import type { Rule } from './types'

/** A rule for tests. */
export const aRule = (given: Partial<Rule> = {}): Rule => ({
  id: `r-${given.code ?? 'FW-01'}-${given.version ?? 1}`,
  code: 'FW-01',
  version: 1,
  effective_from: '2026-01-01',
  head: 'service',
  head_label: '服务',
  title: '参加志愿服务',
  points: 2,
  direction: 'plus',
  per_unit: false,
  cap: 5,
  cap_period: 'year',
  evidence_required: false,
  source_kind: 'service',
  basis: '支部党员大会通过',
  retired: false,
  ...given,
})
