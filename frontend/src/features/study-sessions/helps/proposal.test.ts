import { describe, expect, it } from 'vitest'
import type { Proposal, Scan } from './api'
import { asChanges, waitingScans } from './proposal'

describe('helps for the recorder', () => {
  it('turn a list into changes of the sheet, with the names of walk-ins, and leave out what does not fit', () => {
    const proposal = {
      lines: [
        { row: 2, name: '白洁', member: { id: 'a', name: '白洁' }, walk_in: true },
        { row: 3, name: '无名', member: null, walk_in: false },
      ],
      rows: [{ member_id: 'a', mark: 'present' }],
    } as unknown as Proposal
    expect(asChanges(proposal)).toEqual([
      ['a', { mark: 'present', reason: null, made_up_on: null, name: '白洁' }],
    ])
  })

  it('show a scan until the recorder has said something of the member, on the sheet or just now', () => {
    const scan = (id: string, mark: string) => ({ member: { id, name: id }, mark }) as Scan
    const scans = [scan('a', 'unset'), scan('b', 'present'), scan('c', 'unset')]
    expect(waitingScans(scans, new Set(['c'])).map(({ member }) => member.id)).toEqual(['a'])
  })
})
