/** Steps that people take in the usual course: the first of them is the main button. */
const USUAL = new Set([
  'name_activist',
  'name_candidate',
  'admit',
  'convert',
  'restore',
  'rejoin',
  'apply_again',
])

/** Whether the first step offered is one that usually comes next, so that it may stand under the finger. */
export const hasUsualStep = (actions: readonly { action: string }[]): boolean =>
  actions[0] !== undefined && USUAL.has(actions[0].action)
