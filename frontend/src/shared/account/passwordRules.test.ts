import { expect, it } from 'vitest'
import { checkPassword } from './passwordRules'

it.each([
  ['Abcdefg12', { longEnough: false, mixedEnough: true }],
  ['Abcdefg123', { longEnough: true, mixedEnough: true }],
  ['abcdefghij1', { longEnough: true, mixedEnough: false }],
  ['党员教育abc123', { longEnough: true, mixedEnough: true }],
  ['', { longEnough: false, mixedEnough: false }],
])('judges %s', (password, verdict) => expect(checkPassword(password)).toEqual(verdict))
