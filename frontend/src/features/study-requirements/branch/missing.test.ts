import { describe, expect, it } from 'vitest'
import { lackCounts } from '@/shared/study/requirements'
import type { MemberMissing } from '../types'
import { lacking, shownItems } from './missing'

const person = (name: string, missing: Record<string, number>): MemberMissing =>
  ({
    member: { id: name, name },
    missing: Object.entries(missing).map(([code, amount]) => ({
      code,
      label: code,
      missing: String(amount),
    })),
  }) as MemberMissing

// As the API gives them: by pinyin. 丁 lacks most and stands second.
const people = [
  person('陈一', { member_hours: 2 }),
  person('丁二', { member_hours: 30, member_training: 1 }),
  person('马三', {}),
  person('赵四', { member_training: 1 }),
]

describe('who lacks what', () => {
  it('leaves out who lacks nothing, and never puts people in the order of what they lack', () => {
    const names = (chosen: string) => lacking(people, chosen).map(({ member }) => member.name)
    expect(names('')).toEqual(['陈一', '丁二', '赵四'])
    expect(names('member_hours')).toEqual(['陈一', '丁二'])
    expect(names('member_training')).toEqual(['丁二', '赵四'])
  })

  it('counts people, not amounts, for each thing; of one chosen thing it shows that alone', () => {
    expect(lackCounts(people).map(({ code, members }) => [code, members])).toEqual([
      ['member_hours', 2],
      ['member_training', 2],
    ])
    expect(shownItems(people[1] as MemberMissing, 'member_training')).toHaveLength(1)
    expect(shownItems(people[1] as MemberMissing, '')).toHaveLength(2)
  })
})
