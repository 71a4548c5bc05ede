import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { postAs } from './support/api'
import { expectAccessible } from './support/axe'
import { demoAccount } from './support/environment'
import { openPage, PHONE, screenshots } from './support/pages'

const NAME = `云栖书院离退休干部流动党员教育管理服务中心第${Date.now() % 100_000}党支部`

/** A day so many years and months from today, `YYYY-MM-DD`, never at the end of a month. */
function dayFrom(years: number, months: number): string {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear() + years, now.getUTCMonth() + months, 5))
    .toISOString()
    .slice(0, 10)
}

const inDialog = (page: Page, button: string) =>
  page.getByRole('dialog').getByRole('button', { name: button, exact: true })

async function choose(page: Page, step: string) {
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: step }).click()
  await page.getByRole('dialog').waitFor()
}

async function pickDay(page: Page, label: string, day: string) {
  await page.getByRole('dialog').getByLabel(label).fill(day)
  await page.keyboard.press('Tab')
}

async function chooseParent(page: Page, initials: string, match: RegExp | string) {
  await page.getByLabel('新的上级组织').click()
  await page.keyboard.type(initials)
  await page.getByText(match).click()
}

/** From the tree to a branch by the keyboard alone. */
async function findInTree(page: Page) {
  await page.getByRole('treeitem', { name: /机关委员会/ }).focus()
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
  await hit.getByRole('link', { name: '在组织树中定位' }).click()
  // The page itself, which has the focus in between, holds the name as well.
  await page.locator('[role=treeitem]:focus', { hasText: NAME }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: NAME, level: 1 }).waitFor()
}

/** What the reminders ask for, entered where they ask for it. */
async function putInOrder(page: Page) {
  const reminders = page.getByRole('region', { name: '提醒' })
  await reminders.getByText('书记空缺。').waitFor()
  await reminders.getByRole('button', { name: '登记任职' }).click()
  await page.getByLabel('姓名').fill('欧阳明慧')
  await pickDay(page, '任职日期', dayFrom(-2, -9))
  await inDialog(page, '登记').click()
  await page.getByText('目前没有需要提醒的事项').waitFor()
  await page.getByRole('button', { name: '登记届期' }).click()
  await pickDay(page, '选举日期', dayFrom(-3, 2))
  await inDialog(page, '登记').click()
  await reminders.getByText('临近届满').waitFor()
  await reminders.getByRole('button', { name: '登记延期批复' }).click()
  await pickDay(page, '延期至', dayFrom(0, 10))
  await page.getByLabel('批复文号').fill('云组复〔2026〕18号')
  await pickDay(page, '批准日期', dayFrom(0, -1))
  await inDialog(page, '登记延期').click()
  await page.getByText('（批复 云组复〔2026〕18号）').waitFor()
}

async function describeUnit(page: Page) {
  await choose(page, '填写单位信息')
  const code = page.getByLabel('统一社会信用代码')
  await code.fill('91350100M000100Y44')
  await page.getByText('校验码不符').waitFor()
  await code.fill('91350100m000100y43')
  await page.getByText('校验码相符').waitFor()
  await inDialog(page, '保存').click()
  await page.getByText('91350100M000100Y43').waitFor()
}

async function moveAway(page: Page) {
  await choose(page, '移动到其他上级')
  await chooseParent(page, 'yqsy', `${NAME}（中共云川市委组织部机关委员会）`)
  await inDialog(page, '移动').click()
  await page.getByText('不能作它的上级').waitFor()
  await chooseParent(page, 'ltxgbdzz', /^离退休干部党总支（/)
  await page.getByText(`离退休干部党总支 / ${NAME}`).waitFor()
  await inDialog(page, '移动').click()
  await page.getByRole('link', { name: '离退休干部党总支', exact: true }).waitFor()
}

async function beRefusedDissolution(page: Page) {
  const line = page.getByRole('link', { name: /^组织一处党支部/ })
  await line.first().waitFor()
  await screenshots(page, 'branch-warnings')
  await line.first().click()
  await page.getByRole('heading', { name: '组织一处党支部', level: 1 }).waitFor()
  await choose(page, '撤销')
  await page.getByText('先移动、合并或撤销下级组织').waitFor()
  expect(await inDialog(page, '下一步').isDisabled()).toBe(true)
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('link', { name: '去处理' }).first().click()
  await page.getByRole('treeitem', { name: /组织一处第一党小组/ }).waitFor()
}

describe('branches', () => {
  let branchId = ''

  beforeAll(async () => {
    const body = { name: NAME, kind: 'branch', parent_id: demoAccount('committee_admin').branch_id }
    branchId = (await postAs<{ id: string }>('committee_admin', '/branches', body)).id
  })

  it('are found in the tree by keys and initials', async () => {
    const page = await openPage('committee_admin', '/branches')
    await findInTree(page)
  })

  it('are put in order where their page asks for it, and moved', async () => {
    const page = await openPage('committee_admin', `/branches/${branchId}`)
    await putInOrder(page)
    await describeUnit(page)
    await moveAway(page)
    await screenshots(page, 'branch-in-order')
  })

  it('are not dissolved while something hangs on them', async () => {
    await beRefusedDissolution(await openPage('committee_admin', '/branches/warnings'))
  })

  it('are gone through level by level on a phone, in large type', async () => {
    const page = await openPage('admin', '/branches', { viewport: PHONE, largeType: true })
    await page.getByRole('link', { name: /^中共云川市委组织部机关委员会的下级/ }).click()
    await page.getByRole('link', { name: /^离退休干部党总支的下级/ }).click()
    await page.getByRole('link', { name: /^离退休干部第一党支部/ }).waitFor()
    await expectAccessible(page)
    await page.getByRole('navigation', { name: '隶属关系' }).getByText('中共云川市委员会').click()
    await page.getByRole('link', { name: /^中共云川市青禾区委员会的下级/ }).waitFor()
  })
})
