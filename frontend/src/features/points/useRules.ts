import { useQuery } from '@tanstack/react-query'
import { api, unwrap } from '@/shared/api/client'

export const ruleKeys = { rules: (schemeId: string) => ['points', 'rules', schemeId] as const }

/** Every version of every rule of a scheme. */
export const useRules = (schemeId: string | undefined) =>
  useQuery({
    queryKey: ruleKeys.rules(schemeId ?? ''),
    queryFn: async () => {
      const params = { path: { scheme_id: schemeId ?? '' } }
      return (await unwrap(api.GET('/api/v1/point-schemes/{scheme_id}/rules', { params }))).items
    },
    enabled: schemeId !== undefined,
  })
