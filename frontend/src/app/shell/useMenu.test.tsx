import { renderHook } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { useMenu } from './useMenu'

const me = vi.hoisted(() => ({ member_id: null as string | null, permissions: [] as string[] }))
vi.mock('@/shared/session/me', () => ({
  useMe: () => ({ data: me }),
  useCan: () => (permission?: string) => permission === undefined || me.permissions.includes(permission),
}))

const shown = (member_id: string | null, permissions: string[]) => {
  Object.assign(me, { member_id, permissions })
  const { result } = renderHook(useMenu)
  return result.current.flatMap(({ entries }) => entries.map(({ path }) => path))
}

it('offers one’s own study to members, that of branches to whoever may read it, and neither to anybody else', () => {
  const study = ['/study-sessions', '/study-records']
  expect(shown('1', [])).toEqual(expect.arrayContaining([...study, '/study/mine', '/points/mine']))
  const officer = shown(null, ['study:read', 'study:keep'])
  expect(officer).toEqual(expect.arrayContaining([...study, '/study/branch']))
  expect(officer).not.toContain('/study/mine')
  const administrator = shown(null, ['account:read', 'branch:read'])
  expect(administrator).toEqual(expect.arrayContaining(['/accounts', '/branches', '/study-materials']))
  expect(administrator.filter((path) => study.includes(path))).toEqual([])
})
