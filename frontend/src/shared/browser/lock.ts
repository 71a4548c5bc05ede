import { readJson, removeItem, writeItem } from './storage'
import { randomUuid } from './uuid'

interface Lease {
  owner: string
  until: number
}

const LEASE_MS = 15_000
const SETTLE_MS = 30
const POLL_MS = 60

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Run `work` while no other tab of this origin runs work under the same name.
 *
 * `navigator.locks` where the browser has it; on plain-HTTP addresses and old browsers a lease in
 * localStorage, which a crashed tab loses after 15 seconds. `work` is told whether it had to wait for another tab.
 */
export async function withTabLock<T>(name: string, work: (waited: boolean) => Promise<T>): Promise<T> {
  if (!('locks' in navigator && navigator.locks)) return withLease(`dj.lock.${name}`, work)
  const done: T[] = []
  const free = await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock !== null) done.push(await work(false))
    return lock !== null
  })
  return free ? (done[0] as T) : navigator.locks.request(name, () => work(true))
}

async function withLease<T>(key: string, work: (waited: boolean) => Promise<T>): Promise<T> {
  const owner = randomUuid()
  const waited = await takeLease(key, owner)
  try {
    return await work(waited)
  } finally {
    if (readJson<Lease>(key)?.owner === owner) removeItem(key)
  }
}

/** Whether it was another tab's first. */
async function takeLease(key: string, owner: string): Promise<boolean> {
  for (let waited = false; ; waited = true) {
    const lease = readJson<Lease>(key)
    if (lease === null || lease.until < Date.now()) {
      writeItem(key, JSON.stringify({ owner, until: Date.now() + LEASE_MS }))
      // Two tabs may write at the same moment: the last writer stays, so look again once it settled.
      await pause(SETTLE_MS)
      if (readJson<Lease>(key)?.owner === owner) return waited
    }
    await pause(POLL_MS)
  }
}
