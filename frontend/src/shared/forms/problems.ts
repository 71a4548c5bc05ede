import type { FormInstance } from 'antd/es/form'
import { explain } from '@/shared/api/explain'
import { type FieldFault, fieldPath, Problem } from '@/shared/api/problem'
import { useLanguage } from '@/shared/i18n/preferences'
import { toast } from '@/shared/ui/toast'

export interface SplitFaults {
  /** Faults of inputs that are on the form. */
  fields: { name: (string | number)[]; errors: string[] }[]
  /** Faults of anything else. */
  rest: FieldFault[]
}

/** Sort a problem's faults into those the form can show at their field and the rest. */
export function splitFaults(problem: Problem, isOnForm: (path: (string | number)[]) => boolean): SplitFaults {
  const fields = new Map<string, SplitFaults['fields'][number]>()
  const rest: FieldFault[] = []
  for (const fault of problem.errors) {
    const name = fieldPath(fault.pointer)
    if (name.length === 0 || !isOnForm(name)) {
      rest.push(fault)
      continue
    }
    const key = name.join('/')
    const field = fields.get(key) ?? { name, errors: [] }
    field.errors.push(fault.message)
    fields.set(key, field)
  }
  return { fields: [...fields.values()], rest }
}

/** Whether `values` has anything at a form path. */
export function hasPath(values: unknown, path: (string | number)[]): boolean {
  let at: unknown = values
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !(part in at)) return false
    at = (at as Record<string | number, unknown>)[part]
  }
  return true
}

/**
 * The one way from a failed request to the person: faults go to their fields on `form`, everything else
 * into a toast.
 */
export function useReportProblem(form?: FormInstance): (error: unknown) => void {
  const language = useLanguage()
  return (error) => {
    const split: SplitFaults =
      error instanceof Problem && form
        ? splitFaults(error, (path) => hasPath(form.getFieldsValue(), path))
        : { fields: [], rest: [] }
    if (form && split.fields.length > 0) {
      form.setFields(split.fields)
      form.scrollToField(split.fields[0]?.name, { block: 'center', focus: true })
      if (split.rest.length === 0) return
    }
    const { message: text, reference } = explain(error, language)
    const details = split.rest.map((fault) => fault.message).filter((detail) => detail !== text)
    toast.problem([text, ...details, reference].filter(Boolean).join(' '))
  }
}
