import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { CDPSession, Page } from 'playwright-core'
import { expect } from 'vitest'

declare global {
  interface Window {
    axe: typeof axe
    /** How an element looked when its contrast was found good. */
    goodLooks?: WeakMap<Element, string>
  }
}

/** Of axe's own, which its types leave out. */
interface AxeColor {
  r: number
  g: number
  b: number
  alpha: number
  parseString(text: string): AxeColor
}

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const sessions = new WeakMap<Page, Promise<CDPSession>>()

/** Of axe's own, too. A rule's impact is that of all its findings. */
interface AxeInside {
  _audit: { rules: { id: string; impact?: string }[] }
}

/** Fails on any serious or critical finding of axe, naming rule and element. */
export async function expectAccessible(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) {
    await injectAxe(page)
    await page.evaluate(rememberColors)
    await page.evaluate(leaveOutMild)
  }
  const violations = await page.evaluate(findViolations)
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
    )
  expect(grave, `axe at ${page.url()}`).toEqual([])
}

/** As a script, which the browser compiles once; what `page.evaluate` is given is compiled on each page anew. */
async function injectAxe(page: Page): Promise<void> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, session)
  const { exceptionDetails } = await (await session).send('Runtime.evaluate', { expression: `${SOURCE};0` })
  if (exceptionDetails) throw new Error(`axe: ${exceptionDetails.text}`)
}

/** Rules whose findings are never more than moderate, two thirds of the work: nobody would look at what they find. */
function leaveOutMild() {
  const { rules } = (window.axe as unknown as AxeInside)._audit
  const mild = rules.filter(({ impact }) => impact === 'minor' || impact === 'moderate')
  window.axe.configure({ rules: mild.map(({ id }) => ({ id, enabled: false })) })
}

/** axe reads the text of every colour of every element anew, a good third of its work; a page has some dozens. */
function rememberColors() {
  const { color } = window.axe.commons as unknown as { color: { Color: { prototype: AxeColor } } }
  const { prototype } = color.Color
  const parse = prototype.parseString
  const known = new Map<string, object>()
  prototype.parseString = function (text) {
    const parts = known.get(text)
    if (parts) return Object.assign(this, parts)
    const { r, g, b, alpha } = parse.call(this, text)
    known.set(text, { r, g, b, alpha })
    return this
  }
}

/**
 * Every rule on the whole page; contrast, which is three quarters of axe's work, only where the page has come to look
 * otherwise since it was last judged: new elements (another width, a dialog) and those with other colours or sizes.
 */
async function findViolations() {
  const { violations } = await window.axe.run(document, {
    resultTypes: ['violations'],
    rules: { 'color-contrast': { enabled: false } },
  })
  // Only now: what is gathered before somebody waits may be gone when it is looked at.
  const goodLooks = window.goodLooks ?? new WeakMap<Element, string>()
  window.goodLooks = goodLooks
  const changed = new Set<Element>()
  for (const element of document.querySelectorAll('body, body *')) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue
    const { color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight } =
      getComputedStyle(element)
    const look = [color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight].join(' ')
    if (goodLooks.get(element) === look) continue
    goodLooks.set(element, look)
    changed.add(element)
  }
  // What is said of an element is looked for below it, too.
  const include = [...changed].filter(
    ({ parentElement }) => parentElement === null || !changed.has(parentElement),
  )
  if (include.length === 0) return violations
  const contrast = await window.axe.run(
    { include },
    { resultTypes: ['violations', 'incomplete'], runOnly: ['color-contrast'], elementRef: true },
  )
  // Bad, or not to be told because something covers it: judged again the next time.
  for (const node of [...contrast.violations, ...contrast.incomplete].flatMap(({ nodes }) => nodes)) {
    if (node.element) goodLooks.delete(node.element)
    delete node.element
  }
  return [...violations, ...contrast.violations]
}
