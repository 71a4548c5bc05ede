import { expect, it, vi } from 'vitest'
import { renderApp } from '@/shared/testing/render'
import { PairCard } from './PairCard'
import type { Summary } from './types'

const person = (id: string, given: Partial<Summary> = {}): Summary =>
  ({
    id,
    name: '张建国',
    created_at: '2026-11-01T08:00:00Z',
    birth_date: '1985-03-14',
    id_number: `110***********${id}`,
    phone: '139****0001',
    branch: { id: 'b', name: '干部一处党支部' },
    state_label: '正式党员',
    joined_on: '2010-07-01',
    education_label: null,
    post: null,
    ...given,
  }) as Summary

it('names what differs beside each field, and hints at a slip in the ID number', async () => {
  const onMerge = vi.fn()
  const onDismiss = vi.fn()
  const hands = renderApp(
    <PairCard
      pair={{
        older: person('0018'),
        newer: person('0026', { post: '处长' }),
        grounds: [{ code: 'name_and_birth', label: '姓名、出生日期相同' }],
        idPlaces: 2,
      }}
      onMerge={onMerge}
      onDismiss={onDismiss}
    />,
  )
  const differing = [...document.querySelectorAll('tbody tr')].filter((row) =>
    row.textContent?.includes('不同'),
  )
  expect(differing.map((row) => row.textContent)).toEqual([
    '公民身份号码不同110***********0018110***********0026',
    '工作岗位不同—处长',
  ])
  expect(document.body.textContent).toContain('身份证号有 2 位不同（可能有一位抄错')
  const [dismiss, merge] = document.querySelectorAll('button')
  await hands.click(dismiss as Element)
  await hands.click(merge as Element)
  expect([onDismiss.mock.calls.length, onMerge.mock.calls.length]).toEqual([1, 1])
})
