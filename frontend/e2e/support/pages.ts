import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { BASE_URL, signInOverApi } from './api'
import { expectAccessible } from './axe'
import { chromiumPath, demoAccount } from './environment'

export const DESKTOP = { width: 1440, height: 900 }
export const PHONE = { width: 375, height: 740 }

/** An address of the platform that shows nothing and runs no script. */
const EMPTY = '/healthz'
const RESULTS = fileURLToPath(new URL('../../test-results/', import.meta.url))

let browser: Browser | null = null
/** Windows of earlier tests, emptied: a new one would fetch and compile the whole application anew. */
const free: Page[] = []
const used: { page: Page; keep: boolean }[] = []
const faults: string[] = []

interface PageOptions {
  viewport?: { width: number; height: number }
  largeType?: boolean
  language?: 'zh' | 'en'
  /** Which of the role's demo accounts. */
  index?: number
  /** A window that no other test has had or gets, for what cannot be undone. */
  ownWindow?: boolean
}

/** A page of a browser window of its own in which nobody is signed in, at the sign-in page. */
export async function openAnonymous(options: PageOptions = {}): Promise<Page> {
  return openAt('/sign-in', {}, options)
}

/** A page of a browser window of its own with a demo account signed in, at `path`. */
export async function openPage(role: string, path = '/', options: PageOptions = {}): Promise<Page> {
  const { refresh_token } = await signInOverApi(demoAccount(role, options.index))
  return openAt(path, { 'dj.refresh-token': refresh_token }, options)
}

async function openAt(path: string, stored: Record<string, string>, options: PageOptions): Promise<Page> {
  const page = (options.ownWindow ? undefined : free.pop()) ?? (await newWindow())
  used.push({ page, keep: !options.ownWindow })
  const kept = {
    ...stored,
    ...(options.largeType ? { 'dj.large-type': 'on' } : {}),
    ...(options.language ? { 'dj.language': options.language } : {}),
  }
  await page.setViewportSize(options.viewport ?? DESKTOP)
  await page.evaluate((entries) => {
    for (const [name, value] of entries) localStorage.setItem(name, value)
  }, Object.entries(kept))
  await page.goto(path)
  return page
}

async function newWindow(): Promise<Page> {
  browser ??= await launch()
  const context = await browser.newContext({
    baseURL: BASE_URL,
    timezoneId: 'Asia/Shanghai',
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  // A script that fails, or that the Content-Security-Policy stops, fails the test.
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text())
  })
  await page.goto(EMPTY)
  return page
}

const launch = () =>
  chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Pages live for seconds: optimising their code, and collecting garbage early and in parallel, costs more than it gives.
      '--js-flags=--no-opt --single-threaded-gc --min-semi-space-size=32',
    ],
  })

/** Fails when the page is wider than its window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const surplus = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(surplus, `sideways scroll at ${page.url()}`).toBeLessThanOrEqual(0)
}

/**
 * The page checked by axe and for sideways scroll at desktop and phone width; with PICTURES=1 also as pictures in
 * `test-results/`, for people to look at.
 */
export async function screenshots(page: Page, name: string): Promise<void> {
  for (const viewport of [DESKTOP, PHONE]) {
    await page.setViewportSize(viewport)
    await page.evaluate(() => window.scrollTo(0, 0))
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    if (process.env.PICTURES) await takePicture(page, `${name}-${viewport.width}`)
  }
  await page.setViewportSize(DESKTOP)
}

async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(RESULTS, { recursive: true })
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.screenshot({ path: `${RESULTS}${name}.png`, fullPage: true })
}

/** After each test: the next one finds no trace of it in a window, and a fault on a page fails it. */
export async function tidyUp(failed: boolean): Promise<void> {
  // A test that ran out of time may still be at work in its windows.
  const put = used.splice(0).map(({ page, keep }) => (keep && !failed ? empty(page) : page.context().close()))
  await Promise.all(put)
  expect(faults.splice(0), 'script errors on the page').toEqual([])
}

async function empty(page: Page): Promise<void> {
  const context = page.context()
  const others = context.pages().filter((other) => other !== page)
  await Promise.all(others.map((other) => other.close()))
  await page.unrouteAll()
  await page.emulateMedia({ media: null })
  await page.goto(EMPTY)
  await page.evaluate(() => {
    localStorage.clear()
    sessionStorage.clear()
  })
  free.push(page)
}
