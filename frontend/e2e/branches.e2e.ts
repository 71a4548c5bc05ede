import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { postAs } from './support/api'
import { demoAccount } from './support/environment'
import { openPage, screenshots } from './support/pages'

const NAME = `云栖书院离退休干部流动党员教育管理服务中心第${Date.now() % 100_000}党支部`
let branchId = ''

beforeAll(async () => {
  const body = { name: NAME, kind: 'branch', parent_id: demoAccount('committee_admin').branch_id }
  branchId = (await postAs<{ id: string }>('committee_admin', '/branches', body)).id
})

/** A day so many years and months from today, `YYYY-MM-DD`, never at the end of a month. */
function dayFrom(years: number, months: number): string {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear() + years, now.getUTCMonth() + months, 5))
    .toISOString()
    .slice(0, 10)
}

async function choose(page: Page, step: string) {
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: step }).click()
  await page.getByRole('dialog').waitFor()
}

async function pickDay(page: Page, label: string, day: string) {
  await page.getByRole('dialog').getByLabel(label).fill(day)
  await page.keyboard.press('Tab')
}

describe('the tree', () => {
  it('is walked by the keyboard, searched by initials, and found again from a hit', async () => {
    const page = await openPage('committee_admin', '/branches')
    await page.getByRole('treeitem', { name: /机关委员会/ }).focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowLeft')
    expect(await page.getByRole('treeitem').count()).toBe(1)
    await page.keyboard.press('ArrowRight')
    await page.getByRole('treeitem', { name: /办公室党支部/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('办公室党支部'))
    await screenshots(page, 'branches')

    await page.keyboard.press('/')
    await page.keyboard.type('yqsy')
    const hit = page.getByRole('listitem').filter({ hasText: NAME })
    await hit.getByText('中共云川市委组织部机关委员会').waitFor()
    await screenshots(page, 'branches-found')
    await hit.getByRole('link', { name: '在组织树中定位' }).click()
    await page.waitForFunction((name) => document.activeElement?.textContent?.includes(name), NAME)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: NAME, level: 1 }).waitFor()
  })

  it('is walked level by level on a phone', async () => {
    const viewport = { width: 375, height: 740 }
    const page = await openPage('admin', '/branches', { viewport, largeType: true })
    await page.getByRole('link', { name: /^中共云川市委组织部机关委员会的下级/ }).click()
    await page.getByRole('link', { name: /^离退休干部党总支的下级 2 个/ }).click()
    await page.getByRole('link', { name: /^离退休干部第一党支部/ }).waitFor()
    await screenshots(page, 'branches-drill-large')
    await page.setViewportSize(viewport)
    await page.getByRole('navigation', { name: '隶属关系' }).getByText('中共云川市委员会').click()
    await page.getByRole('link', { name: /^中共云川市青禾区委员会的下级/ }).waitFor()
  })
})

describe('a branch', () => {
  it('gets a secretary, a term and another parent, each where its page asks for it', async () => {
    const page = await openPage('committee_admin', `/branches/${branchId}`)
    await page.getByText('书记空缺。').waitFor()
    await screenshots(page, 'branch-empty')
    const reminders = page.getByRole('region', { name: '提醒' })
    await reminders.getByRole('button', { name: '登记任职' }).click()
    await page.getByLabel('姓名').fill('欧阳明慧')
    await pickDay(page, '任职日期', dayFrom(-2, -9))
    await screenshots(page, 'branch-take-up')
    await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click()
    await page.getByText('目前没有需要提醒的事项').waitFor()

    await page.getByRole('button', { name: '登记届期' }).click()
    await pickDay(page, '选举日期', dayFrom(-3, 2))
    await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click()
    await reminders.getByText('临近届满').waitFor()
    await reminders.getByRole('button', { name: '登记延期批复' }).click()
    await pickDay(page, '延期至', dayFrom(0, 10))
    await page.getByLabel('批复文号').fill('云组复〔2026〕18号')
    await pickDay(page, '批准日期', dayFrom(0, -1))
    await screenshots(page, 'branch-postpone')
    await page.getByRole('dialog').getByRole('button', { name: '登记延期' }).click()
    await page.getByText('（批复 云组复〔2026〕18号）').waitFor()

    await choose(page, '填写单位信息')
    const code = page.getByLabel('统一社会信用代码')
    await code.fill('91350100M000100Y44')
    await page.getByText('校验码不符').waitFor()
    await code.fill('91350100m000100y43')
    await page.getByText('校验码相符').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await page.getByText('91350100M000100Y43').waitFor()

    await choose(page, '移动到其他上级')
    await page.getByLabel('新的上级组织').click()
    await page.keyboard.type('yqsy')
    await page.getByText(`${NAME}（`).click()
    await page.getByRole('dialog').getByRole('button', { name: '移动' }).click()
    await page.getByText('不能作它的上级').waitFor()
    await page.getByLabel('新的上级组织').click()
    await page.keyboard.type('ltxgbdzz')
    await page.getByText(/^离退休干部党总支（/).click()
    await page.getByText(`离退休干部党总支 / ${NAME}`).waitFor()
    await screenshots(page, 'branch-move')
    await page.getByRole('dialog').getByRole('button', { name: '移动' }).click()
    await page.getByRole('link', { name: '离退休干部党总支' }).first().waitFor()
    await screenshots(page, 'branch-in-order')
  })

  it('is not dissolved while something hangs on it, and says what', async () => {
    const page = await openPage('committee_admin', '/branches/warnings')
    const line = page.getByRole('link', { name: /组织一处党支部/ }).first()
    await line.waitFor()
    await screenshots(page, 'branch-warnings')
    await line.click()
    await page.getByRole('heading', { name: '组织一处党支部', level: 1 }).waitFor()
    await choose(page, '撤销')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('先移动、合并或撤销下级组织').waitFor()
    expect(await dialog.getByRole('button', { name: '下一步' }).isDisabled()).toBe(true)
    await screenshots(page, 'branch-dissolve')
    await dialog.getByRole('link', { name: '去处理' }).first().click()
    await page.waitForURL(/\/branches\?at=|\/members\?branch_id=|\/tickets\?within=/)
  })
})
