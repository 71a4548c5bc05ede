import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { postAs, totpCode } from './support/api'
import { openAnonymous, screenshots } from './support/pages'

interface NewAccount {
  one_time_password: string
}

const newAccount = (username: string) =>
  postAs<NewAccount>('admin', '/accounts', { username, display_name: '新来的同志', grants: [] })

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('账号').fill(username)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /的账户菜单/ }).click()
  await page.getByRole('button', { name: '退出', exact: true }).click()
  await page.waitForURL('**/sign-in')
}

it('a first password must be changed, then an authenticator guards the account', async () => {
  const username = `first-day-${Date.now()}`
  const { one_time_password: password } = await newAccount(username)
  const page = await openAnonymous()
  await signIn(page, username, password)

  await page.getByRole('heading', { name: '请先修改密码' }).waitFor()
  await screenshots(page, 'password-due')
  await page.getByLabel('当前密码').fill('not the one')
  await page.getByLabel('新密码', { exact: true }).fill(password)
  await page.getByLabel('再输一次新密码').fill(password)
  await page.getByRole('button', { name: '保存新密码' }).click()
  await page.getByText('当前密码不正确').waitFor()
  await page.getByLabel('当前密码').fill(password)
  await page.getByRole('button', { name: '保存新密码' }).click()
  await page
    .locator('.ant-form-item', { hasText: '新密码' })
    .locator('.ant-form-item-explain-error')
    .first()
    .waitFor()

  const chosen = 'Qing-He-2026-Xin'
  await page.getByLabel('新密码', { exact: true }).fill(chosen)
  await page.getByLabel('再输一次新密码').fill(chosen)
  await page.getByRole('button', { name: '保存新密码' }).click()
  // An account without duties and without a record: the home page says why it is empty.
  await page.getByText('首页没有需要您办理的事项').waitFor()

  await page.goto('/me')
  await page.getByRole('button', { name: '开启二次验证' }).click()
  const secret = (await page.locator('code').textContent()) ?? ''
  await screenshots(page, 'authenticator')
  await page.getByLabel('验证器显示的 6 位数字').fill('000000')
  await page.getByRole('button', { name: '完成设置' }).click()
  await page.getByText('动态口令不正确').waitFor()
  await page.getByLabel('验证器显示的 6 位数字').fill(totpCode(secret))
  await page.getByRole('button', { name: '完成设置' }).click()
  await page.getByText('已开启：').waitFor()
  await signOut(page)

  await signIn(page, username, chosen)
  await page.getByLabel('动态口令').fill('000000')
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByText('动态口令不正确').waitFor()
  await screenshots(page, 'one-time-code')
  // The code of the set-up has been used, so the next one.
  await page.getByLabel('动态口令').fill(totpCode(secret, 1))
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByText('首页没有需要您办理的事项').waitFor()
})

it('five failures lock the account and say for how long', async () => {
  const username = `locked-${Date.now()}`
  await newAccount(username)
  const page = await openAnonymous()
  for (let failure = 0; failure < 5; failure += 1) {
    const answered = page.waitForResponse('**/api/v1/auth/token')
    await signIn(page, username, `wrong-${failure}`)
    await answered
  }
  await signIn(page, username, 'wrong-again')
  await page.getByText(/账号已临时锁定，请在 \d+ 分钟后再试/).waitFor()
  expect(await page.getByLabel('账号').inputValue()).toBe(username)
  await screenshots(page, 'locked')
})
