import { useLabel } from '@/shared/i18n/labels'
import { useStudyKinds } from '@/shared/study/api'
import { OUTPUT_KINDS } from '@/shared/study/labels'
import { sourceOf, splitSource } from './sources'

/** Says where points come from: `study_session.training_course` is `集中学习（培训班）`. A code without a name stands as it is. */
export function useSourceName(): (kind: string) => string {
  const label = useLabel()
  const kinds = useStudyKinds()
  return (kind) => {
    const { suffix } = splitSource(kind)
    const source = sourceOf(kind)
    const name = source ? label(source.name) : kind
    if (suffix === '') return name
    const output = OUTPUT_KINDS[suffix as keyof typeof OUTPUT_KINDS]
    const narrowed = kinds.data?.items.find(({ code }) => code === suffix)?.label ?? (output && label(output))
    return `${name}（${narrowed ?? suffix}）`
  }
}
