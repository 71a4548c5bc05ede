import { expect, it } from 'vitest'
import { demoAccount } from './support/environment'
import { openPage, screenshots } from './support/pages'

it('asks after 28 idle minutes, ends the session after 30, and returns to the page', async () => {
  const page = await openPage('staff', '/', { ownWindow: true })
  await page.getByRole('heading', { name: '待我办理' }).waitFor()
  await page.clock.install()
  await page.goto('/me?from=idle')
  await page.getByRole('heading', { name: '登录的设备' }).waitFor()

  await page.clock.runFor('28:10')
  await page.getByRole('dialog', { name: '还在吗？' }).waitFor()
  await screenshots(page, 'still-there')
  await page.getByRole('button', { name: '继续工作' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await page.clock.runFor('30:10')
  await page.waitForURL('**/sign-in?next=*')
  await page.getByText('您已有 30 分钟没有操作').waitFor()
  expect(await page.evaluate(() => localStorage.getItem('dj.refresh-token'))).toBeNull()
  await screenshots(page, 'sign-in-after-idle')

  const { username, password } = demoAccount('staff')
  await page.getByLabel('账号').fill(username)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL('**/me?from=idle')
})
