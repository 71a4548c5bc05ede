import { describe, expect, it } from 'vitest'
import { demoAccount } from './support/environment'
import { openAnonymous, openPage, PHONE, screenshots } from './support/pages'

describe('signing in', () => {
  it('leads from a deep link to the sign-in page and back, by keyboard alone', async () => {
    const { username, password } = demoAccount('staff')
    const page = await openAnonymous()
    await page.goto('/me?from=test')
    await page.waitForURL('**/sign-in?next=*')
    // The account field has the focus from the start.
    await page.waitForFunction(() => document.activeElement?.id === 'username')
    await page.keyboard.type(username)
    await page.keyboard.press('Tab')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/me?from=test')
    await page.getByRole('heading', { name: '我的', level: 1 }).waitFor()
  })

  it('says what was wrong, keeps what was typed, and never which of the two it was', async () => {
    const page = await openAnonymous()
    await page.getByLabel('账号').fill('nobody')
    await page.getByLabel('密码', { exact: true }).fill('wrong')
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('alert').getByText('账号或密码不正确').waitFor()
    expect(await page.getByLabel('账号').inputValue()).toBe('nobody')
    await screenshots(page, 'sign-in-refused')
  })

  it('looks right in large type and in English', async () => {
    await screenshots(await openAnonymous(), 'sign-in')
    await screenshots(await openAnonymous({ largeType: true }), 'sign-in-large')
    const english = await openAnonymous({ language: 'en' })
    await english.getByRole('button', { name: 'Sign in' }).waitFor()
    expect(await english.evaluate(() => document.documentElement.lang)).toBe('en')
  })
})

describe('the shell', () => {
  it('shows the three queues at home', async () => {
    const page = await openPage('branch_secretary')
    for (const name of ['待我办理', '我办未结', '即将到期'])
      await page.getByRole('heading', { name }).waitFor()
    await screenshots(page, 'home')
    await screenshots(await openPage('branch_secretary', '/', { largeType: true }), 'home-large')
  })

  it('opens the first row that waits at its action bar', async () => {
    const page = await openPage('supervisor')
    const row = page.locator('section', { hasText: '待我办理' }).locator('[data-row]').first()
    const waiting = await row.waitFor({ timeout: 5_000 }).then(
      () => true,
      () => false,
    )
    if (waiting) expect(await row.getAttribute('href')).toMatch(/^\/tickets\/[^#]+#action$/)
    else await page.getByText('目前没有等您办理的事项').waitFor()
  })

  it('carries a sign-out to the other tabs', async () => {
    const page = await openPage('staff', '/me')
    const other = await page.context().newPage()
    await other.goto('/')
    await other.getByRole('heading', { name: '待我办理' }).waitFor()
    await page.getByRole('button', { name: /的账户菜单/ }).click()
    await page.getByRole('button', { name: '退出', exact: true }).click()
    await page.waitForURL('**/sign-in')
    await other.waitForURL('**/sign-in')
  })

  it('keeps one session over several tabs that reload at the same time, also in the middle of a renewal', async () => {
    const page = await openPage('staff', '/me')
    const tabs = [page, await page.context().newPage(), await page.context().newPage()]
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(tabs.map((tab) => tab.goto('/me')))
      await Promise.all(tabs.map((tab) => tab.getByRole('heading', { name: '登录的设备' }).waitFor()))
    }
    // The server renews, and the page is gone before it hears of it.
    const renewed = new Promise<void>((resolve) => {
      void page.route('**/auth/token', (route) => route.fetch().then(() => resolve()), { times: 1 })
    })
    await page.reload({ waitUntil: 'commit' })
    await renewed
    await page.reload()
    await page.getByRole('heading', { name: '登录的设备' }).waitFor()
  })

  it('goes by keyboard: skip link, g-letters, help', async () => {
    const page = await openPage('staff')
    await page.getByRole('heading', { name: '待我办理' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文')
    await page.keyboard.press('g')
    await page.keyboard.press('w')
    await page.waitForURL('**/me')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: '键盘快捷键' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('has its menu in reach on a phone', async () => {
    const page = await openPage('staff', '/', { viewport: PHONE })
    await page.getByRole('button', { name: '更多' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('link', { name: /(^|\s)我的$/ }).click()
    await page.waitForURL('**/me')
    await drawer.waitFor({ state: 'hidden' })
  })

  it('says so when there is no such page', async () => {
    const page = await openPage('staff', '/no-such-page')
    await page.getByText('没有这个页面').waitFor()
    await screenshots(page, 'not-found')
  })
})

describe('my account', () => {
  it('ticks the password rules off while typing and refuses a weak one', async () => {
    const page = await openPage('staff', '/me')
    await page.getByRole('button', { name: '修改密码' }).click()
    await page.getByLabel('新密码', { exact: true }).fill('short1A')
    await page.getByText('（未满足）').first().waitFor({ state: 'attached' })
    await page.getByLabel('当前密码').fill('x')
    await page.getByRole('button', { name: '保存新密码' }).click()
    await page.getByText('新密码还不符合下面的要求').waitFor()
    await screenshots(page, 'me')
  })

  it('shows large type and English at once, and keeps them', async () => {
    const page = await openPage('staff', '/me')
    await page.getByRole('switch', { name: '大字模式' }).click()
    expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('18px')
    await page.getByText('English', { exact: true }).click()
    await page.reload()
    await page.getByRole('heading', { name: 'Signed-in devices' }).waitFor()
    expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('18px')
    await screenshots(page, 'me-large-english')
  })
})
