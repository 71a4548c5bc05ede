import { accessSync, constants, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One of the accounts that the demo data come with. */
export interface DemoAccount {
  username: string
  password: string
  role: string
  branch_id: string
  branch_name: string
}

/** The server under test. Read in the main process only: inside a test vitest sets BASE_URL to `/`. */
export const baseUrl = () => (process.env.BASE_URL ?? 'http://127.0.0.1:8000').replace(/\/$/, '')

const ACCOUNTS_FILE =
  process.env.DEMO_ACCOUNTS ?? fileURLToPath(new URL('../../../var/demo-accounts.json', import.meta.url))

/** The `index`-th demo account of a role; the first of each role belong to one line of branches. */
export function demoAccount(role: string, index = 0): DemoAccount {
  const accounts: DemoAccount[] = JSON.parse(readFileSync(ACCOUNTS_FILE, 'utf8'))
  const account = accounts.filter((one) => one.role === role)[index]
  if (account === undefined) throw new Error(`${ACCOUNTS_FILE} has no account ${index} of the role ${role}`)
  return account
}

/** The browser: CHROMIUM, else the first usual name on the PATH. */
export function chromiumPath(): string {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  const folders = (process.env.PATH ?? '').split(delimiter)
  for (const name of ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']) {
    const found = folders.map((folder) => join(folder, name)).find(isExecutable)
    if (found) return found
  }
  throw new Error('No Chromium found: install one, or name it in CHROMIUM')
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
