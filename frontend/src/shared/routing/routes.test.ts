import { expect, it } from 'vitest'
import { safePath } from './routes'

it.each([
  ['/tickets/1?tab=events', '/tickets/1?tab=events'],
  [null, '/'],
  ['//evil.example/x', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
])('returns from %s to %s', (given, path) => expect(safePath(given)).toBe(path))
