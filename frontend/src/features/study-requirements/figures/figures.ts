import { thisYear } from '@/shared/points/year'
import type { Figure } from '../types'

/** Whether a figure is the organisation's own and its first year is not over: else another one takes its place. */
export const mayAmend = ({ id, branch, from_year }: Figure, branchId: string): boolean =>
  id !== null && branch?.id === branchId && (from_year ?? 0) >= thisYear()
