const MB = 1024 * 1024

export type FileFault = { code: 'type'; name: string } | { code: 'size'; mb: string } | { code: 'empty' }

interface Taken {
  /** Endings in small letters: `.xlsx`. */
  endings: readonly string[]
  mb: number
}

/** What can be said against a file before it is sent; the server looks at its content. */
export function fileFault({ name, size }: Pick<File, 'name' | 'size'>, taken: Taken): FileFault | null {
  const known = taken.endings.some((ending) => name.toLowerCase().endsWith(ending))
  if (!known) return { code: 'type', name }
  if (size > taken.mb * MB) return { code: 'size', mb: (size / MB).toFixed(1) }
  return size === 0 ? { code: 'empty' } : null
}

/** The size of a file for people: `512 KB`, `2.4 MB`. */
export function sizeText(bytes: number): string {
  return bytes < MB ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / MB).toFixed(1)} MB`
}
