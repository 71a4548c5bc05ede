import type { AvailableAction } from '@/shared/actions/actions'
import { useText } from '@/shared/i18n/texts'
import { useCan, useMe } from '@/shared/session/me'
import { type Branch, useTerms } from './api'
import { type BranchKind, WITHOUT_ELECTION } from './labels'
import { postTexts } from './posts/texts'
import { branchTexts } from './texts'
import { unitTexts } from './unit/texts'
import type { Step } from './warnings/rules'

const MENU = ['create', 'post', 'rename', 'unit', 'move', 'merge', 'dissolve'] as const
const LEAVING: readonly string[] = ['move', 'merge', 'dissolve']

/** Only groups stand below these, and nothing below a group: their first step is another. */
const SMALL: readonly BranchKind[] = ['branch', 'joint_branch', 'provisional_branch', 'group']

type MenuStep = (typeof MENU)[number]

/** Everything that can be entered on a branch's page, each with a dialog of its own. */
export type BranchStep = MenuStep | Step

interface MenuAction extends AvailableAction {
  action: MenuStep
}

/**
 * What this person may enter here, in the order of the menu. The API decides; this is courtesy.
 *
 * Only administrators change the root, and nobody moves or ends the topmost of their own branches.
 */
export function useBranchSteps(branch: Branch) {
  const t = useText(branchTexts)
  const unit = useText(unitTexts)
  const post = useText(postTexts)
  const can = useCan()
  const grants = useMe().data?.grants ?? []
  const isRoot = branch.parent_id === null
  const mayChange =
    can('branch:manage') &&
    branch.dissolved_on === null &&
    (!isRoot || grants.some(({ role }) => role === 'admin'))
  const mayLeave = mayChange && branch.lineage.length > 1
  const hasTerm = (useTerms(branch.id).data?.length ?? 0) > 0
  const label = (step: MenuStep) => (step === 'unit' ? unit.edit : step === 'post' ? post.takeUp : t[step])
  const all: MenuAction[] = menuOf(branch.kind).map((action) => ({
    action,
    label: label(action),
    required: [],
    optional: [],
  }))
  const elects = !WITHOUT_ELECTION.includes(branch.kind)
  const settling: Step[] = [
    ...(elects ? (['term'] as const) : []),
    ...(elects && hasTerm ? (['postpone'] as const) : []),
    'post',
    ...(mayLeave ? (['merge'] as const) : []),
  ]
  return {
    mayChange,
    actions: all.filter(({ action }) => mayLeave || !LEAVING.includes(action)),
    unavailable: all
      .filter(({ action }) => !mayLeave && LEAVING.includes(action))
      .map((action) => ({ ...action, reason: t.topmost })),
    /** The steps that settle a reminder. */
    settling: mayChange ? settling : [],
  }
}

function menuOf(kind: BranchKind): MenuStep[] {
  const steps = MENU.filter((step) => kind !== 'group' || step !== 'create')
  return SMALL.includes(kind)
    ? steps.sort((one, other) => Number(other === 'post') - Number(one === 'post'))
    : steps
}
