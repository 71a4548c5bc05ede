import type { SourceKind, TicketKind } from './types'

/** What sort of ticket a document of this kind gives, as the server sets it when nothing is chosen. */
export function usualTicketKind(kind: SourceKind): TicketKind {
  if (kind === 'work_plan') return 'work_point'
  if (kind === 'meeting' || kind === 'speech') return 'minutes'
  return kind === 'instruction' ? 'instruction' : 'document'
}
