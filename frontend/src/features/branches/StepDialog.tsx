import { type Branch, useTerms, useWarnings } from './api'
import { TakeUpDialog } from './posts/PostDialogs'
import { BeginTermDialog, PostponeDialog } from './posts/TermDialogs'
import { EndingDialog } from './reorganising/EndingDialog'
import { MoveDialog } from './reorganising/MoveDialog'
import { CreateDialog, RenameDialog } from './reorganising/NamingDialogs'
import { UnitDialog } from './unit/UnitDialog'
import type { BranchStep } from './useBranchSteps'

interface Props {
  branch: Branch
  step: BranchStep
  onClose: () => void
}

/** The dialog of the step chosen on a branch's page. */
export default function StepDialog({ branch, step, onClose }: Props) {
  const present = useTerms(branch.id).data?.[0]
  const vacant = useWarnings(branch.id).data?.some(({ code }) => code === 'no_secretary')
  switch (step) {
    case 'create':
      return <CreateDialog parent={branch} onClose={onClose} />
    case 'rename':
      return <RenameDialog branch={branch} onClose={onClose} />
    case 'unit':
      return <UnitDialog branch={branch} onClose={onClose} />
    case 'move':
      return <MoveDialog branch={branch} onClose={onClose} />
    case 'merge':
    case 'dissolve':
      return <EndingDialog branch={branch} ending={step} onClose={onClose} />
    case 'post':
      return <TakeUpDialog branchId={branch.id} office={vacant ? 'secretary' : undefined} onClose={onClose} />
    case 'term':
      return <BeginTermDialog branchId={branch.id} onClose={onClose} />
    case 'postpone':
      return present ? <PostponeDialog term={present} onClose={onClose} /> : null
  }
}
