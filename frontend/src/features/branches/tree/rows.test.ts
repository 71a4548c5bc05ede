import { describe, expect, it } from 'vitest'
import type { Branch } from '../api'
import { rowsOf, treeStep } from './rows'

const branch = (id: string, childCount = 0) => ({ id, name: id, child_count: childCount }) as Branch

const CHILDREN: Record<string, Branch[]> = {
  city: [branch('bureau', 2), branch('county', 300)],
  bureau: [branch('first'), branch('second')],
}
const rows = (...open: string[]) => rowsOf([branch('city', 2)], new Set(open), (id) => CHILDREN[id])
const names = (...open: string[]) => rows(...open).map(({ branch: { id }, level }) => `${level}${id}`)

describe('the rows of a tree', () => {
  it('are the open part of it, in tree order', () => {
    expect(names()).toEqual(['1city'])
    expect(names('city', 'bureau')).toEqual(['1city', '2bureau', '3first', '3second', '2county'])
    expect(names('bureau')).toEqual(['1city'])
    expect(rows('city')[2]).toMatchObject({ position: 2, setSize: 2, open: false })
  })

  it('lack what is still being read', () => {
    expect(names('city', 'county')).toEqual(['1city', '2bureau', '2county'])
  })
})

describe('the keys of a tree', () => {
  const open = rows('city', 'bureau')

  it('go up and down, never over the ends', () => {
    expect(treeStep('ArrowDown', open, 0)).toEqual({ focus: 1 })
    expect(treeStep('k', open, 2)).toEqual({ focus: 1 })
    expect(treeStep('ArrowUp', open, 0)).toBeNull()
    expect(treeStep('j', open, 4)).toBeNull()
    expect(treeStep('End', open, 1)).toEqual({ focus: 4 })
    expect(treeStep('Home', open, 3)).toEqual({ focus: 0 })
  })

  it('open to the right, then go in', () => {
    expect(treeStep('ArrowRight', open, 4)).toEqual({ toggle: 'county' })
    expect(treeStep('ArrowRight', open, 1)).toEqual({ focus: 2 })
    expect(treeStep('ArrowRight', open, 2)).toBeNull()
    expect(treeStep('ArrowRight', rows('city', 'county'), 2)).toBeNull()
  })

  it('close to the left, then go out', () => {
    expect(treeStep('ArrowLeft', open, 1)).toEqual({ toggle: 'bureau' })
    expect(treeStep('ArrowLeft', open, 3)).toEqual({ focus: 1 })
    expect(treeStep('ArrowLeft', open, 4)).toEqual({ focus: 0 })
    expect(treeStep('ArrowLeft', rows(), 0)).toBeNull()
  })

  it('leave other keys alone', () => {
    expect(treeStep('Enter', open, 1)).toBeNull()
    expect(treeStep('ArrowDown', [], 0)).toBeNull()
  })
})
