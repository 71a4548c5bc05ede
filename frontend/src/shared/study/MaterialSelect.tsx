import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import { api, unwrap } from '@/shared/api/client'
import { useRecordDay } from '@/shared/format/useRecordDay'

interface Props {
  id?: string
  value?: string | null
  onChange?: (id: string | null) => void
  /** Offers what concerns this branch; without it what the person themself has not studied. */
  branchId?: string
}

const MOST = 100

/** Chooses a piece of compulsory material that is in force, by deadline; typing finds by title. */
export function MaterialSelect({ id, value, onChange, branchId }: Props) {
  const said = useRecordDay()
  const query = {
    ...(branchId ? { concerns: branchId, state: ['published' as const] } : { open: true }),
    sort: 'due_on',
    limit: MOST,
  }
  const materials = useQuery({
    queryKey: ['study', 'materials', 'choice', branchId ?? 'own'],
    queryFn: () => unwrap(api.GET('/api/v1/study-materials', { params: { query } })),
  })
  const options = materials.data?.items.map(({ id: materialId, title, due_on }) => ({
    value: materialId,
    label: `${title}（${said(due_on)}）`,
  }))
  // One that is no longer offered is shown by nothing rather than by its number.
  const known = options?.some((option) => option.value === value)
  return (
    <Select
      id={id}
      allowClear
      loading={materials.isPending}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      value={known ? value : undefined}
      onChange={(chosen?: string) => onChange?.(chosen ?? null)}
    />
  )
}
