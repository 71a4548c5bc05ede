import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { getAs, postAs } from './support/api'
import { expectAccessible } from './support/axe'
import { demoAccount } from './support/environment'
import { expectNoSidewaysScroll, openPage, PHONE, screenshots } from './support/pages'

/** Points for the demo member, entered by the clerk: a row that no earlier run has objected to. */
async function freshClaim(evidence: string): Promise<{ id: string; version: number }> {
  const { member_id } = await getAs<{ member_id: string }>('member', '/me')
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  const body = { member_id, rule_code: 'LZ-02', occurred_on: day, evidence }
  return postAs('branch_clerk', '/point-entries', body)
}

const row = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text })

describe('积分', () => {
  it('is checked by another person, objected to in two clicks, and answered by the branch', async () => {
    const evidence = `整理党员档案（${Date.now()}）`
    await freshClaim(evidence)
    const secretary = await openPage('branch_secretary', '/points/branch')
    await row(secretary, evidence).first().waitFor()
    await screenshots(secretary, 'points-branch')
    await row(secretary, evidence).getByRole('button', { name: '审核通过' }).click()
    await secretary.getByText('已审核通过').waitFor()

    const member = await openPage('member', '/points/mine')
    await row(member, evidence).first().waitFor()
    expect(await member.getByText('（基础分）').textContent()).toBe('60（基础分）')
    await screenshots(member, 'points-mine')
    await row(member, evidence).getByRole('button', { name: '有异议' }).click()
    const reason = `这一笔重复登记（${evidence}）`
    await member.getByLabel('异议理由').fill(reason)
    await expectAccessible(member)
    await member.getByRole('button', { name: '提出异议' }).click()
    await member.getByText('异议已提出').waitFor()
    await row(member, evidence).getByText('异议核查中').first().waitFor()

    await secretary.goto('/points/objections')
    await secretary.getByText(reason).waitFor()
    // The link of a row covers the whole of it.
    await secretary.getByRole('row').filter({ hasText: reason }).getByRole('link').click()
    await secretary.getByText('有异议的这一笔').waitFor()
    await screenshots(secretary, 'points-objection')
    await secretary.getByRole('button', { name: '采纳异议' }).click()
    await secretary.getByLabel('说明').fill('经核对，与上月登记重复，予以冲销。')
    await secretary.getByRole('dialog').getByRole('button', { name: '采纳异议' }).click()
    await secretary.getByText('已采纳').first().waitFor()

    await member.reload()
    await row(member, reason).getByText('已采纳').first().waitFor()
    await member.getByText('冲销理由：经核对，与上月登记重复，予以冲销。').first().waitFor()
  })

  it('is entered with its rule explained, and marked with a reason', async () => {
    const clerk = await openPage('branch_clerk', '/points/branch')
    await clerk.getByRole('button', { name: '登记积分' }).click()
    const dialog = clerk.getByRole('dialog')
    await dialog.getByLabel('规则').click()
    await clerk.getByTitle(/参加志愿服务/).click()
    await dialog.getByText(/全年最多 \d+ 分/).waitFor()
    await expectAccessible(clerk)
    await dialog.getByRole('button', { name: '登记积分' }).click()
    await dialog.getByText('请选择党员').waitFor()
    await dialog.getByText('本项规则要求写明依据材料').waitFor()
    await clerk.keyboard.press('Escape')

    const { member_id } = await getAs<{ member_id: string }>('member', '/me')
    await clerk.goto(`/points/members/${member_id}`)
    await clerk.getByRole('button', { name: '冲销' }).first().waitFor()
    await screenshots(clerk, 'points-member')
    await clerk.getByRole('button', { name: '设定标记' }).click()
    await expectAccessible(clerk)
    await clerk.goto(`/members/${member_id}?tab=points`)
    await clerk.getByRole('heading', { name: /积分记录/ }).waitFor()
  })

  it('refuses a rule for log-ins at its field, and tries the draft on last year', async () => {
    const staff = await openPage('staff', '/points/schemes')
    const branch = demoAccount('committee_admin').branch_id
    const year = new Date().getFullYear() + 1
    const schemes = (query: string) =>
      getAs<{ items: { id: string }[] }>('committee_admin', `/point-schemes?${query}`)
    const running = (await schemes(`year=${year - 1}&state=published`)).items.at(-1)
    const draft =
      (await schemes(`branch_id=${branch}&year=${year}`)).items[0] ??
      (await postAs<{ id: string }>('committee_admin', '/point-schemes', {
        branch_id: branch,
        year,
        title: `${year} 年机关党员积分办法（征求意见稿，含各支部补充规定和离退休干部党员的特别规定）`,
        like: running?.id,
      }))
    await screenshots(staff, 'points-schemes')
    await staff.getByRole('button', { name: '起草办法' }).click()
    await staff.getByLabel('以哪份办法的规则为底稿').waitFor()
    await expectAccessible(staff)
    await staff.goto(`/points/schemes/${draft.id}`)
    await staff.getByRole('button', { name: '增加规则' }).click()
    await staff.getByLabel('编号').fill(`FW-${Date.now() % 10_000}`)
    await staff.getByLabel('方面').click()
    await staff.getByTitle('服务', { exact: true }).click()
    await staff.getByLabel('名称').fill('每日登录学习平台')
    await staff.getByLabel('来源').click()
    await staff.getByTitle('服务群众').click()
    await staff.getByLabel('依据文件').fill('机关党委会议')
    await screenshots(staff, 'points-rule')
    await staff.getByRole('button', { name: '保存规则' }).click()
    await staff.getByText(/不能按“登录、活跃度”计分/).waitFor()
    await staff.getByLabel('名称').fill('参加志愿服务')
    await staff.getByRole('button', { name: '保存规则' }).click()
    await staff.getByText('规则已保存').waitFor()
    await staff.getByRole('button', { name: '试算' }).click()
    await staff
      .getByText(/人升档/)
      .or(staff.getByText(/无从试算/))
      .waitFor()
    await screenshots(staff, 'points-scheme')
    await staff.getByRole('button', { name: '公布', exact: true }).click()
    await staff.getByText('规则不能再原地改动', { exact: false }).waitFor()
  })

  it('lists what waits for an answer, and how scores are spread', async () => {
    const secretary = await openPage('branch_secretary', '/points/objections')
    await secretary.getByText('请核对考勤记录').waitFor()
    await screenshots(secretary, 'points-objections')
    const staff = await openPage('staff', '/points/distribution')
    await staff.getByText(/有积分记录的 \d+ 人/).waitFor()
    await screenshots(staff, 'points-distribution')
  })

  it('hangs on the wall by name, prints without the shell, and takes an objection to a line', async () => {
    const member = await openPage('member', '/points/publications')
    await member
      .getByRole('link', { name: /第 \d 季度/ })
      .first()
      .waitFor()
    await screenshots(member, 'points-publications')
    await member
      .getByRole('link', { name: /第 \d 季度/ })
      .first()
      .click()
    await member.getByRole('article').waitFor()
    const names = await member.getByRole('article').getByRole('rowheader').allTextContents()
    const { items } = await getAs<{ items: { lines: { name: string; score: number }[]; id: string }[] }>(
      'member',
      '/point-publications',
    )
    const whole = await getAs<{ lines: { name: string; score: number }[] }>(
      'member',
      `/point-publications/${items[0]?.id}`,
    )
    expect(names).toEqual(whole.lines.map(({ name }) => name))
    await screenshots(member, 'points-publication')
    await member
      .getByRole('button', { name: /^有异议：/ })
      .first()
      .click()
    await member.getByLabel('异议理由').waitFor()
    await expectAccessible(member)
    await member.keyboard.press('Escape')
    await member.emulateMedia({ media: 'print' })
    expect(await member.getByRole('navigation', { name: '主菜单' }).isVisible()).toBe(false)
    expect(await member.getByText('支部书记（签字）').isVisible()).toBe(true)
    if (process.env.PICTURES) await member.pdf({ path: 'test-results/points-publication.pdf', format: 'A4' })

    const large = await openPage('member', '/points/mine', { largeType: true })
    await large.getByRole('heading', { name: /积分记录/ }).waitFor()
    await large.setViewportSize(PHONE)
    await expectNoSidewaysScroll(large)
    const staff = await openPage('staff', '/points/mine')
    await staff.getByText('您的账号没有对应的党员档案').waitFor()
    await expectAccessible(staff)
  })
})
