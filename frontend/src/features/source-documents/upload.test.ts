import { describe, expect, it } from 'vitest'
import { fileFault } from './upload'

describe('a file before it is sent', () => {
  it('is taken by its ending and size', () => {
    expect(fileFault({ name: '要点.DOCX', size: 10 })).toBeNull()
    expect(fileFault({ name: '要点.doc', size: 10 })).toEqual({ code: 'type', name: '要点.doc' })
    expect(fileFault({ name: '要点.txt', size: 21 * 1024 * 1024 })).toEqual({ code: 'size', mb: '21.0' })
    expect(fileFault({ name: '要点.md', size: 20 * 1024 * 1024 })).toBeNull()
    expect(fileFault({ name: '要点.md', size: 0 })).toEqual({ code: 'empty' })
  })
})
