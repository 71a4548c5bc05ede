import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { getAs } from './support/api'
import { openPage, screenshots } from './support/pages'

/** Somebody of the first secretary's branch who is free to go: a new run finds another one. */
async function somebody(): Promise<string> {
  const get = (path: string) =>
    getAs<{ items: { id: string; name: string; state: string }[] }>('branch_clerk', path)
  const { items } = await get('/members?stage=full&limit=50')
  for (const { id, name } of items) {
    const busy = (await get(`/transfers?member_id=${id}`)).items
    const namesake = items.filter((other) => other.name === name).length > 1
    if (busy.length === 0 && !namesake) return name
  }
  throw new Error('everybody of the first branch has been transferred')
}

describe('a transfer of the Party relation', () => {
  it('goes from one branch to another, each side doing its part', async () => {
    const name = await somebody()
    const clerk = await openPage('branch_clerk', '/transfers/new')
    await clerk.getByLabel('党员').fill(name)
    await clerk.getByText(new RegExp(`^${name} · `)).click()
    await clerk.getByLabel('转入党支部').fill('望江')
    await clerk.getByText(/^望江社区党支部（/).click()
    await clerk.getByLabel('转接原因').fill('工作调动')
    await screenshots(clerk, 'transfer-new')
    await clerk.getByRole('button', { name: '保存并提交' }).click()
    await clerk.waitForURL(/\/transfers\/[0-9a-f-]{36}$/)
    const path = new URL(clerk.url()).pathname
    await clerk.getByText('待转出支部审核', { exact: true }).waitFor()

    const act = async (page: Page, label: string) => {
      await page.getByRole('button', { name: label }).first().click()
      await page.getByRole('dialog').getByRole('button', { name: label }).click()
      await page.getByText(`“${label}”已完成`).waitFor()
    }
    const home = await openPage('branch_secretary', '/')
    await home.getByText('组织关系转接待办').waitFor()
    await screenshots(home, 'home-transfers')
    await home.getByRole('link', { name: new RegExp(`^${name}.*待转出支部审核`) }).click()
    await act(home, '支部同意转出')
    const committee = await openPage('committee_admin', path)
    await act(committee, '批准转出')
    await committee.getByText('还剩 90 天').waitFor()
    const letter = committee.waitForEvent('download')
    await committee.getByRole('button', { name: '下载介绍信' }).click()
    expect((await letter).suggestedFilename()).toMatch(/^组转〔\d{4}〕\d+号组织关系介绍信\.docx$/)

    const receiver = await openPage('committee_admin', '/transfers', { index: 1 })
    await receiver.getByRole('link', { name }).first().waitFor()
    await screenshots(receiver, 'transfer-list')
    await receiver.getByRole('link', { name }).first().click()
    await act(receiver, '登记收到介绍信')
    await act(receiver, '同意接收')
    const secretary = await openPage('branch_secretary', path, { index: 1 })
    await screenshots(secretary, 'transfer')
    await act(secretary, '编入支部')
    await secretary.getByText('已完成', { exact: true }).waitFor()
    expect(await secretary.getByLabel('办理过程').getByText('批准转出').count()).toBe(1)
    expect(await secretary.getByText('支部同意转出').count()).toBe(0)
  })
})
