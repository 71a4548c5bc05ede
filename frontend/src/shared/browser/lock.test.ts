import { describe, expect, it } from 'vitest'
import { withTabLock } from './lock'

describe('withTabLock without navigator.locks', () => {
  it('lets one in at a time', async () => {
    let inside = 0
    let most = 0
    const work = async () => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setTimeout(resolve, 150))
      inside -= 1
    }
    await Promise.all([withTabLock('t', work), withTabLock('t', work), withTabLock('t', work)])
    expect(most).toBe(1)
  })

  it('opens again after work that failed, and after a tab that crashed', async () => {
    await expect(withTabLock('t', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    localStorage.setItem('dj.lock.t', JSON.stringify({ owner: 'crashed', until: Date.now() - 1 }))
    await expect(withTabLock('t', async () => 'done')).resolves.toBe('done')
  })
})
