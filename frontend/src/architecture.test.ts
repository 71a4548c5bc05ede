import { expect, it } from 'vitest'

const files = import.meta.glob<string>('/src/**/*.{ts,tsx}', {
  eager: true,
  query: '?raw',
  import: 'default',
})

/** `app`, `shared`, or `features/<name>`. */
function areaOf(path: string): string {
  const [, area = '', feature = ''] = /^\/src\/(\w+)\/([^/]+)/.exec(path) ?? []
  return area === 'features' ? `features/${feature}` : area
}

function resolve(from: string, specifier: string): string | null {
  if (specifier.startsWith('@/')) return `/src/${specifier.slice(2)}`
  if (!specifier.startsWith('.')) return null
  return new URL(specifier, `file://${from}`).pathname
}

/** app > features > shared > api; a feature never imports another. */
function isAllowed(from: string, to: string): boolean {
  if (from === to || to === 'api' || to === 'shared') return true
  return from === 'app' || from === ''
}

it('imports run one way', () => {
  const wrong: string[] = []
  for (const [path, source] of Object.entries(files)) {
    for (const [, specifier = ''] of source.matchAll(/(?:from|import\()\s*'([^']+)'/g)) {
      const target = resolve(path, specifier)
      if (target === null || isAllowed(areaOf(path), areaOf(target))) continue
      wrong.push(`${path} imports ${specifier}`)
    }
  }
  expect(Object.keys(files).length).toBeGreaterThan(50)
  expect(wrong).toEqual([])
})
