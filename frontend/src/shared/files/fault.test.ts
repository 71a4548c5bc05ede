import { describe, expect, it } from 'vitest'
import { fileFault, sizeText } from './fault'

const taken = { endings: ['.docx', '.txt', '.md'], mb: 20 }

describe('a file before it is sent', () => {
  it('is taken by its ending and size', () => {
    expect(fileFault({ name: '要点.DOCX', size: 10 }, taken)).toBeNull()
    expect(fileFault({ name: '要点.doc', size: 10 }, taken)).toEqual({ code: 'type', name: '要点.doc' })
    expect(fileFault({ name: '要点.txt', size: 21 * 1024 * 1024 }, taken)).toEqual({
      code: 'size',
      mb: '21.0',
    })
    expect(fileFault({ name: '要点.md', size: 20 * 1024 * 1024 }, taken)).toBeNull()
    expect(fileFault({ name: '要点.md', size: 0 }, taken)).toEqual({ code: 'empty' })
  })

  it('has a size that people can read', () => {
    expect(sizeText(3)).toBe('1 KB')
    expect(sizeText(2.4 * 1024 * 1024)).toBe('2.4 MB')
  })
})
