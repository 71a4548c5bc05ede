import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import { api, unwrap } from '@/shared/api/client'

interface Props {
  id?: string
  value?: string | null
  onChange?: (id: string | null) => void
}

const MOST = 200

/** Chooses one of the uploaded documents, newest first; typing finds by title. */
export function DocumentSelect({ id, value, onChange }: Props) {
  const documents = useQuery({
    queryKey: ['source-documents', 'choice'],
    queryFn: () => unwrap(api.GET('/api/v1/source-documents', { params: { query: { limit: MOST } } })),
    staleTime: 60_000,
  })
  return (
    <Select
      id={id}
      allowClear
      loading={documents.isPending}
      options={documents.data?.items.map(({ id: documentId, title }) => ({
        value: documentId,
        label: title,
      }))}
      showSearch={{ optionFilterProp: 'label' }}
      value={value ?? undefined}
      onChange={(chosen?: string) => onChange?.(chosen ?? null)}
    />
  )
}
