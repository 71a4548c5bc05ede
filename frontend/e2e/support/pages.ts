import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, expect, inject } from 'vitest'
import { BASE_URL, signInOverApi } from './api'
import { demoAccount } from './environment'

export const DESKTOP = { width: 1440, height: 900 }
export const PHONE = { width: 375, height: 740 }

const RESULTS = fileURLToPath(new URL('../../test-results/', import.meta.url))

let browser: Browser | null = null
const contexts: BrowserContext[] = []
const faults: string[] = []

interface PageOptions {
  viewport?: { width: number; height: number }
  largeType?: boolean
  language?: 'zh' | 'en'
  /** Which of the role's demo accounts. */
  index?: number
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
  browser ??= await chromium.connect(inject('browserAddress'))
  const kept = {
    ...stored,
    ...(options.largeType ? { 'dj.large-type': 'on' } : {}),
    ...(options.language ? { 'dj.language': options.language } : {}),
  }
  const localStorage = Object.entries(kept).map(([name, value]) => ({ name, value }))
  const context = await browser.newContext({
    baseURL: BASE_URL,
    viewport: options.viewport ?? DESKTOP,
    timezoneId: 'Asia/Shanghai',
    locale: 'zh-CN',
    reducedMotion: 'reduce',
    storageState: { cookies: [], origins: [{ origin: BASE_URL, localStorage }] },
  })
  contexts.push(context)
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  // A script that fails, or that the Content-Security-Policy stops, fails the test.
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text())
  })
  await page.goto(path)
  return page
}

/** Fails on any serious or critical finding of axe, naming rule and element. */
export async function expectAccessible(page: Page): Promise<void> {
  // No page has frames: the legacy run spares a helper page for each check.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze()
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
    )
  expect(grave, `axe at ${page.url()}`).toEqual([])
}

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

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()))
  expect(faults.splice(0), 'script errors on the page').toEqual([])
})

afterAll(async () => {
  await browser?.close()
  browser = null
})
