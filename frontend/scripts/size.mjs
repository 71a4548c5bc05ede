/**
 * Fails the build when the pages grow too heavy for an old PC on a slow line.
 *
 * Shell: what a person downloads from the sign-in page to the home page. Page: the shell and one lazy
 * page with everything it imports. Both JS and CSS, gzip, in units of 1,024 bytes.
 */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const SHELL_KB = 270
const PAGE_KB = 470
const SHELL_PAGES = ['src/features/auth/SignInPage.tsx', 'src/features/home/HomePage.tsx']
const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

const gzipSize = (file) => gzipSync(readFileSync(new URL(file, dist))).length

/** All files that the given manifest entries load at once, without their lazy parts. */
function filesOf(keys, files = new Set(), seen = new Set()) {
  for (const key of keys) {
    if (seen.has(key)) continue
    seen.add(key)
    const chunk = manifest[key]
    if (chunk === undefined) throw new Error(`size check: the build has no ${key}`)
    files.add(chunk.file)
    for (const css of chunk.css ?? []) files.add(css)
    filesOf(chunk.imports ?? [], files, seen)
  }
  return files
}

const kilobytes = (files) => [...files].reduce((sum, file) => sum + gzipSize(file), 0) / 1024

const shellKeys = ['index.html', ...SHELL_PAGES]
const shell = kilobytes(filesOf(shellKeys))
const pages = Object.keys(manifest)
  .filter((key) => /^src\/.*Page\.tsx$/.test(key) && manifest[key].isDynamicEntry)
  .map((key) => ({ key, size: kilobytes(filesOf([...shellKeys, key])) }))
  .sort((a, b) => b.size - a.size)

const line = (name, size, limit) =>
  `${size > limit ? 'TOO BIG' : '     ok'}  ${size.toFixed(1).padStart(6)} / ${limit} KB  ${name}`
console.log(line('shell (sign-in and home)', shell, SHELL_KB))
for (const { key, size } of pages) console.log(line(key, size, PAGE_KB))

if (shell > SHELL_KB || pages.some(({ size }) => size > PAGE_KB)) {
  console.error('The build is too big: load heavy parts lazily, or find out what came in.')
  process.exit(1)
}
