import { expect, it } from 'vitest'
import { changesOf } from './changes'

it('says what changed in words, and leaves out what has no name', () => {
  const changes = {
    due_on: ['2026-11-30', '2026-12-18'],
    progress_percent: [20, 60],
    urge_level: [0, 2],
    requirement: ['旧', '新'],
    owner: [null, '周明远'],
    number_serial: [null, 12],
  }
  expect(changesOf({ changes }, 'zh')).toEqual([
    { field: '时限', text: '由 11月30日（周一） 改为 12月18日（周五）' },
    { field: '进度', text: '由 20% 改为 60%' },
    { field: '催办等级', text: '黄色催办' },
    { field: '办理要求', text: '已更改' },
    { field: '责任人', text: '周明远' },
  ])
  expect(changesOf({ changes: null }, 'en')).toEqual([])
  expect(changesOf({ changes: { kind: ['other', 'minutes'] } }, 'en')).toEqual([
    { field: 'Kind', text: 'from Other to Minutes' },
  ])
})
