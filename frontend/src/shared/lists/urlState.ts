import { useCallback, useMemo, useRef } from 'react'
import { useSearchParams } from 'react-router'

/** How one piece of list state stands in the URL. A default value is left out of it. */
export interface Codec<T> {
  read: (values: string[]) => T
  write: (value: T) => string[]
}

export const text = (): Codec<string> => ({
  read: (values) => values[0] ?? '',
  write: (value) => (value ? [value] : []),
})

/** One of a fixed set; anything else in the URL reads as `fallback`. */
export const oneOf = <const T extends string>(options: readonly T[], fallback: T): Codec<T> => ({
  read: ([value]) => options.find((option) => option === value) ?? fallback,
  write: (value) => (value === fallback ? [] : [value]),
})

/** Any of a fixed set, as repeated parameters: `state=assigned&state=accepted`. */
export const manyOf = <const T extends string>(options: readonly T[]): Codec<T[]> => ({
  read: (values) => options.filter((option) => values.includes(option)),
  write: (value) => options.filter((option) => value.includes(option)),
})

/** Free repeated values, such as branch ids. */
export const many = (): Codec<string[]> => ({ read: (values) => values, write: (value) => value })

export const flag = (): Codec<boolean> => ({
  read: ([value]) => value === 'true',
  write: (value) => (value ? ['true'] : []),
})

// biome-ignore lint/suspicious/noExplicitAny: the value type of each codec is inferred below
type Codecs = Record<string, Codec<any>>
type StateOf<C extends Codecs> = { [K in keyof C]: C[K] extends Codec<infer T> ? T : never }

export function readState<C extends Codecs>(codecs: C, params: URLSearchParams): StateOf<C> {
  return Object.fromEntries(
    Object.entries(codecs).map(([name, codec]) => [name, codec.read(params.getAll(name))]),
  ) as StateOf<C>
}

export function writeState<C extends Codecs>(
  codecs: C,
  params: URLSearchParams,
  change: Partial<StateOf<C>>,
): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const [name, value] of Object.entries(change)) {
    next.delete(name)
    for (const part of codecs[name]?.write(value) ?? []) next.append(name, part)
  }
  return next
}

interface ChangeOptions {
  /** Do not add a step to the browser's history: for typing in a search box. */
  replace?: boolean
}

/**
 * List state that lives in the URL: links, reloads and the back button keep it.
 *
 * `const [filters, change] = useUrlState(codecs)` with `codecs` declared once outside the component.
 */
export function useUrlState<C extends Codecs>(codecs: C) {
  const [params, setParams] = useSearchParams()
  const fixed = useRef(codecs).current
  const state = useMemo(() => readState(fixed, params), [fixed, params])
  const change = useCallback(
    (part: Partial<StateOf<C>>, { replace = false }: ChangeOptions = {}) =>
      setParams((current) => writeState(fixed, current, part), { replace, preventScrollReset: true }),
    [fixed, setParams],
  )
  return [state, change] as const
}
