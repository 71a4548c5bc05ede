/** localStorage that never throws: private windows and full disks fall back to this tab's memory. */
const memory = new Map<string, string>()

export function readItem(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return memory.get(key) ?? null
  }
}

export function writeItem(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    memory.set(key, value)
  }
}

export function removeItem(key: string): void {
  memory.delete(key)
  try {
    localStorage.removeItem(key)
  } catch {
    // The memory copy is gone, which is all there was.
  }
}

export function readJson<T>(key: string): T | null {
  const text = readItem(key)
  if (text === null) return null
  try {
    return JSON.parse(text) as T
  } catch {
    return null
  }
}
