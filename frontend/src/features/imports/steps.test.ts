import { expect, it } from 'vitest'
import { stepsOf } from './steps'

const names = { stepUpload: '上传', stepRead: '读取', stepCheck: '核对', stepWrite: '写入', stepDone: '完成' }
const statuses = (state: Parameters<typeof stepsOf>[0]) => stepsOf(state, names).map(({ status }) => status)

it('shows where an import stands, and where it stopped', () => {
  expect(statuses('previewed')).toEqual(['done', 'done', 'now', 'todo', 'todo'])
  expect(statuses('failed')).toEqual(['done', 'stopped', 'todo', 'todo', 'todo'])
  expect(statuses('done')).toEqual(['done', 'done', 'done', 'done', 'done'])
})
