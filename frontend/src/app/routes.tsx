import { accountRoutes } from '@/features/accounts/routes'
import { auditRoutes } from '@/features/audit/routes'
import { branchRoutes } from '@/features/branches/routes'
import { calendarRoutes } from '@/features/calendar/routes'
import { homeRoutes } from '@/features/home/routes'
import { importRoutes } from '@/features/imports/routes'
import { meRoutes } from '@/features/me/routes'
import { duplicateRoutes } from '@/features/members/duplicates/routes'
import { memberRoutes } from '@/features/members/routes'
import { pointRoutes } from '@/features/points/routes'
import { sourceDocumentRoutes } from '@/features/source-documents/routes'
import { studyGroupRoutes } from '@/features/study-groups/routes'
import { studyMaterialRoutes } from '@/features/study-materials/routes'
import { studyRecordRoutes } from '@/features/study-records/routes'
import { studyRequirementRoutes } from '@/features/study-requirements/routes'
import { studySessionRoutes } from '@/features/study-sessions/routes'
import { ticketRoutes } from '@/features/tickets/routes'
import { transferRoutes } from '@/features/transfers/routes'
import type { AppRoute } from '@/shared/routing/routes'

/** Every page inside the shell: one line per feature. */
export const routes: readonly AppRoute[] = [
  ...homeRoutes,
  ...ticketRoutes,
  ...sourceDocumentRoutes,
  ...transferRoutes,
  ...branchRoutes,
  ...memberRoutes,
  ...importRoutes,
  ...duplicateRoutes,
  ...studySessionRoutes,
  ...studyRecordRoutes,
  ...studyRequirementRoutes,
  ...studyMaterialRoutes,
  ...studyGroupRoutes,
  ...pointRoutes,
  ...accountRoutes,
  ...auditRoutes,
  ...calendarRoutes,
  ...meRoutes,
]
