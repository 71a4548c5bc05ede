import { describe, expect, it } from 'vitest'
import { rowRange } from './visibleRows'

describe('the rows to draw', () => {
  it('are those in the window with a few around', () => {
    expect(rowRange(200, 800, 40, 15_000)).toEqual({ from: 0, to: 27 })
    expect(rowRange(-40_000, 800, 40, 15_000)).toEqual({ from: 988, to: 1032 })
  })

  it('never lie outside the list', () => {
    expect(rowRange(200, 800, 40, 5)).toEqual({ from: 0, to: 5 })
    expect(rowRange(-40_000, 800, 40, 300)).toEqual({ from: 300, to: 300 })
    expect(rowRange(200, 800, 40, 0)).toEqual({ from: 0, to: 0 })
  })
})
