import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import { api, unwrap } from '@/shared/api/client'

interface Props {
  id?: string
  value?: string | null
  onChange?: (id: string) => void
  branchId?: string
}

const MOST = 100

/** Chooses one of the organisation's own study groups that are not dissolved. */
export function GroupSelect({ id, value, onChange, branchId }: Props) {
  const query = { branch_id: branchId, standing: true, limit: MOST }
  const groups = useQuery({
    queryKey: ['study', 'groups', 'choice', branchId],
    queryFn: () => unwrap(api.GET('/api/v1/study-groups', { params: { query } })),
    enabled: branchId !== undefined,
  })
  return (
    <Select
      id={id}
      loading={groups.isPending}
      options={groups.data?.items
        .filter(({ branch }) => branch?.id === branchId)
        .map(({ id: groupId, name, members }) => ({ value: groupId, label: `${name}（${members}）` }))}
      value={groups.data ? (value ?? undefined) : undefined}
      onChange={onChange}
    />
  )
}
