import { chromium } from 'playwright-core'
import { readFileSync } from 'node:fs'
const [,, base, accountsFile, out, ...items] = process.argv
const accounts = JSON.parse(readFileSync(accountsFile, 'utf8'))
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: ['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] })
for (const item of items) {
  const [user, path, name, width='1440', large=''] = item.split('|')
  const account = accounts.find(a => a.username === user)
  const r = await fetch(base + '/api/v1/auth/token', { method: 'POST', body: new URLSearchParams({ grant_type: 'password', username: user, password: account.password }) })
  const t = await r.json()
  const ls = [{ name: 'dj.refresh-token', value: t.refresh_token }]
  if (large) ls.push({ name: 'dj.large-type', value: 'on' })
  const context = await browser.newContext({ baseURL: base, viewport: { width: Number(width), height: width === '375' ? 740 : 900 }, timezoneId: 'Asia/Shanghai', locale: 'zh-CN', reducedMotion: 'reduce', storageState: { cookies: [], origins: [{ origin: base, localStorage: ls }] } })
  const page = await context.newPage()
  page.on('pageerror', e => console.log(name, 'ERROR', e.message))
  page.on('response', x => { if (x.status() >= 400) console.log(name, x.status(), x.url()) })
  await page.goto(path); await page.waitForLoadState('networkidle').catch(() => {})
  await page.waitForTimeout(600)
  await page.screenshot({ path: `${out}/${name}-${width}.png`, fullPage: true })
  await context.close()
}
await browser.close()
