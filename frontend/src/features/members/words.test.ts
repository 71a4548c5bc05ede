import { expect, it } from 'vitest'
import { sayField, sayValue } from './words'

const nameOf = (list: string, code: string) =>
  list === 'education' && code === '21' ? '大学本科毕业' : undefined
const say = (field: string, value: unknown) => sayValue(field, value, 'zh', nameOf)

it('says names before codes, and what has none as it is', () => {
  expect(say('education', '21')).toBe('大学本科毕业')
  expect(say('education', '99')).toBe('99')
  expect(say('stage', 'probationary')).toBe('预备党员')
  expect(say('standing', 'removed')).toBe('出党')
  expect(say('phone', '138****5678')).toBe('138****5678')
})

it('says yes, no and nothing', () => {
  expect([say('floating', true), say('floating', false), say('post', null), say('post', '')]).toEqual([
    '是',
    '否',
    '（空）',
    '（空）',
  ])
})

it('names fields, and keeps the name of one it does not know', () => {
  expect([sayField('joined_on', 'zh'), sayField('joined_on', 'en'), sayField('shoe_size', 'zh')]).toEqual([
    '加入党组织日期',
    'Joined on',
    'shoe_size',
  ])
})
