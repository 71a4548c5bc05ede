import type { StripStep } from '@/shared/ui/StepStrip'
import type { ImportState } from './types'

const STEPS = ['upload', 'read', 'check', 'write', 'done'] as const
const NAMES = {
  upload: 'stepUpload',
  read: 'stepRead',
  check: 'stepCheck',
  write: 'stepWrite',
  done: 'stepDone',
} as const

/** The step at which an import stands. */
const AT: Record<ImportState, (typeof STEPS)[number]> = {
  reading: 'read',
  failed: 'read',
  previewed: 'check',
  committing: 'write',
  done: 'done',
}

/** The course of an import: what is behind it, where it stands; a file that could not be read is stopped there. */
export function stepsOf(
  state: ImportState,
  names: Record<(typeof NAMES)[keyof typeof NAMES], string>,
): StripStep[] {
  const at = STEPS.indexOf(AT[state])
  return STEPS.map((key, index) => {
    const here = state === 'failed' ? 'stopped' : state === 'done' ? 'done' : 'now'
    return { key, name: names[NAMES[key]], status: index < at ? 'done' : index === at ? here : 'todo' }
  })
}
