import { useQuery } from '@tanstack/react-query'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import type { RuleInput, Scheme, SchemeInput, SchemeQuery } from '../types'

export const schemeKeys = {
  list: (query: SchemeQuery) => ['points', 'schemes', query] as const,
  models: ['points', 'schemes', 'models'] as const,
  one: (id: string) => ['points', 'scheme', id] as const,
  preview: (id: string, version: number) => ['points', 'preview', id, version] as const,
}

const at = (id: string) => ({ path: { scheme_id: id } })

export const fetchSchemes = (query: SchemeQuery, cursor?: string) =>
  unwrap(api.GET('/api/v1/point-schemes', { params: { query: { limit: 50, ...query, cursor } } }))

export const useScheme = (id: string) =>
  useQuery({
    queryKey: schemeKeys.one(id),
    queryFn: () => unwrap(api.GET('/api/v1/point-schemes/{scheme_id}', { params: at(id) })),
  })

export const draftScheme = (body: SchemeInput, key: string) =>
  unwrap(api.POST('/api/v1/point-schemes', { body, headers: idempotent(key) }))

export const amendScheme = (
  { id, version }: Scheme,
  body: { title?: string; base?: number; bands?: number[] },
) =>
  unwrap(api.PATCH('/api/v1/point-schemes/{scheme_id}', { params: at(id), body, headers: ifMatch(version) }))

export const publishScheme = ({ id, version }: Scheme, key: string) =>
  unwrap(
    api.POST('/api/v1/point-schemes/{scheme_id}/publish', {
      params: at(id),
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  )

export const freezeScheme = ({ id, version }: Scheme, key: string) =>
  unwrap(
    api.POST('/api/v1/point-schemes/{scheme_id}/freeze', {
      params: at(id),
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  )

export const addRule = ({ id }: Scheme, body: RuleInput, key: string) =>
  unwrap(
    api.POST('/api/v1/point-schemes/{scheme_id}/rules', { params: at(id), body, headers: idempotent(key) }),
  )

export const changeRule = ({ id, version }: Scheme, { code, ...body }: RuleInput) =>
  unwrap(
    api.PUT('/api/v1/point-schemes/{scheme_id}/rules/{code}', {
      params: { path: { scheme_id: id, code } },
      body,
      headers: ifMatch(version),
    }),
  )

/** What the year before would have given under the rules as they are now. */
export const usePreview = ({ id, version }: Scheme, enabled: boolean) =>
  useQuery({
    queryKey: schemeKeys.preview(id, version),
    queryFn: () => unwrap(api.GET('/api/v1/point-schemes/{scheme_id}/preview', { params: at(id) })),
    enabled,
  })
