import { describe, expect, it } from 'vitest'
import { aTicket } from '../testing'
import { fromTicket, toAmendment, toInput } from './values'

describe('the ticket form', () => {
  it('sends nothing for inputs left empty', () => {
    const input = toInput(
      {
        title: ' 整改清单 ',
        requirement: '逐项销号',
        lead_branch_id: 'b1',
        owner: '  ',
        source: { title: '' },
      },
      null,
    )
    expect(input).toMatchObject({
      title: '整改清单',
      owner: null,
      due_on: null,
      source: null,
      milestones: [],
    })
    expect(input).not.toHaveProperty('parent_id')
    expect(toInput({ source: { title: '常委会纪要' } }, 'p1')).toMatchObject({
      source: { kind: 'other', title: '常委会纪要', document_no: null, item: null },
      parent_id: 'p1',
    })
  })

  it('amends only what was changed and may be', () => {
    const ticket = aTicket({ amendable_fields: ['owner', 'leader'] })
    expect(toAmendment(fromTicket(ticket), ticket)).toEqual({})
    expect(toAmendment({ owner: '周明远', title: '另一个名称' }, ticket)).toEqual({ owner: '周明远' })
    expect(toAmendment({ owner: '' }, ticket)).toEqual({ owner: null })
  })
})
