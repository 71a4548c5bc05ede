import { describe, expect, it } from 'vitest'
import { NODES } from '../testing'
import { flatten } from './outline'
import { chooseLeaves, tickStates, toggle } from './ticks'

const outline = flatten(NODES)

describe('ticks', () => {
  it('chooses in reading order, whatever the order of the clicks', () => {
    const first = toggle(outline, [], 'three')
    expect(toggle(outline, first.chosen, 'monthly')).toEqual({ chosen: ['monthly', 'three'], dropped: [] })
  })

  it('takes a tick back', () => {
    expect(toggle(outline, ['monthly', 'three'], 'monthly').chosen).toEqual(['three'])
  })

  it('makes a parent one ticket instead of its sentences, and a sentence instead of its parent', () => {
    expect(toggle(outline, ['monthly', 'yearly', 'three'], 'one')).toEqual({
      chosen: ['one', 'three'],
      dropped: ['monthly', 'yearly'],
    })
    expect(toggle(outline, ['one'], 'yearly')).toEqual({ chosen: ['yearly'], dropped: ['one'] })
  })

  it('chooses each sentence below, without those that are registered already', () => {
    expect(chooseLeaves(outline, ['one', 'three'], 'one').chosen).toEqual(['monthly', 'yearly', 'three'])
    const [rubbish, one, three] = structuredClone(NODES)
    one?.children[0]?.tickets.push({
      id: 't',
      number: '督办〔2026〕1号',
      title: '学习',
      state: 'assigned',
      state_label: '已交办',
      lamp: 'green',
      progress_percent: 0,
    })
    const registered = flatten([rubbish, one, three].flatMap((node) => node ?? []))
    expect(chooseLeaves(registered, [], 'one').chosen).toEqual(['yearly'])
  })

  it('leaves a sentence alone when asked for what is below it', () => {
    expect(chooseLeaves(outline, ['three'], 'monthly').chosen).toEqual(['three'])
  })

  it('shows what is chosen, partly chosen and covered', () => {
    expect(Object.fromEntries(tickStates(outline, ['monthly']))).toEqual({ monthly: 'on', one: 'part' })
    expect(Object.fromEntries(tickStates(outline, ['one']))).toEqual({
      one: 'on',
      monthly: 'covered',
      yearly: 'covered',
    })
  })
})
