import { expect, it } from 'vitest'
import { aMember, anOwnRecord } from '../testing'
import { fromMember, fromOwn, needsReason, toAmendment, toInput, toOwnChanges, withoutSealed } from './values'

it('keeps nothing in the browser that the server seals', () => {
  const typed = { name: '单建国', id_number: 'x', phone: 'x', address: 'x', pay_base: '1', post: '科员' }
  expect(withoutSealed(typed)).toEqual({ name: '单建国', post: '科员' })
})

it('sends only what belongs to the stage', () => {
  const typed = {
    name: ' 单建国 ',
    branch: 'b',
    joined_on: '2010-07-01',
    full_on: '2011-07-01',
    stage_since: '2025-01-01',
    lost_contact: true,
    lost_contact_since: '2026-01-01',
    floating_to: '杭州',
  }
  expect(toInput({ ...typed, stage: 'activist' })).toMatchObject({
    name: '单建国',
    stage_since: '2025-01-01',
    joined_on: null,
    full_on: null,
    lost_contact: false,
    lost_contact_since: null,
    floating: false,
    floating_to: null,
  })
  expect(toInput({ ...typed, stage: 'probationary' })).toMatchObject({
    joined_on: '2010-07-01',
    full_on: null,
    stage_since: null,
    lost_contact: true,
  })
})

it('amends only what differs, and leaves sealed fields that were not typed', () => {
  const member = aMember()
  const start = fromMember(member)
  expect(toAmendment(start, member)).toEqual({})
  expect(toAmendment({ ...start, post: ' ', education: '14', phone: '13900001111' }, member)).toEqual({
    post: null,
    education: '14',
    phone: '13900001111',
  })
  // Inputs that are not on the form send nothing.
  expect(toAmendment({ name: member.name }, member)).toEqual({})
})

it('asks for a reason where identity and Party age hang on it', () => {
  expect(needsReason({ full_on: '2012-01-01' })).toBe(true)
  expect(needsReason({ post: '科长' })).toBe(false)
})

it('asks for a correction of what differs from the own record', () => {
  const own = anOwnRecord()
  expect(toOwnChanges(fromOwn(own), own)).toEqual({})
  expect(
    toOwnChanges({ ...fromOwn(own), phone: '13900001111', floating: true, floating_to: '杭州' }, own),
  ).toEqual({
    phone: '13900001111',
    floating: true,
    floating_to: '杭州',
  })
})
