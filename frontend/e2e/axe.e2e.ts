import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { expectAccessible } from './support/axe'
import { openAnonymous, PHONE } from './support/pages'

const GREY = 'rgb(204, 204, 204)'

/** Shows a line of text at the end of the sign-in page. */
const write = (page: Page, id: string, color: string) =>
  page.evaluate(
    ([id, color]) => {
      const line = document.createElement('p')
      line.id = id
      line.textContent = '看不清'
      line.style.color = color
      document.querySelector('form')?.append(line)
    },
    [id, color] as const,
  )

/** The check itself, which judges the contrast of an element once: until it looks otherwise. */
it('finds a bad contrast that is new, that comes with other colours, and that only a phone shows', async () => {
  const page = await openAnonymous()
  await page.getByRole('button', { name: '登录' }).waitFor()
  await expectAccessible(page)
  await write(page, 'good', 'black')
  await expectAccessible(page)
  const bad = async (id: string) =>
    expect(expectAccessible(page)).rejects.toMatchObject({
      actual: [expect.stringContaining(`color-contrast #${id}`)],
    })
  await write(page, 'new', GREY)
  await bad('new')
  await bad('new')
  await page.evaluate(() => document.querySelector('#new')?.remove())
  await expectAccessible(page)
  await page.evaluate(
    (grey) => document.querySelector('#good')?.setAttribute('style', `color: ${grey}`),
    GREY,
  )
  await bad('good')
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('@media (min-width: 768px) { #good { display: none } }')
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  })
  await expectAccessible(page)
  await page.setViewportSize(PHONE)
  await bad('good')
})

it('finds what is grave besides contrast', async () => {
  const page = await openAnonymous()
  await page.getByRole('button', { name: '登录' }).waitFor()
  await page.evaluate(() => {
    document
      .querySelector('form')
      ?.insertAdjacentHTML('beforeend', '<button type="button" id="mute"></button><img id="blind">')
  })
  await expect(expectAccessible(page)).rejects.toMatchObject({
    actual: [expect.stringContaining('button-name #mute'), expect.stringContaining('image-alt #blind')],
  })
})
