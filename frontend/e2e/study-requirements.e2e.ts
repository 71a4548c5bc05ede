import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { getAs, postAs } from './support/api'
import { demoAccount } from './support/environment'
import { openPage, screenshots } from './support/pages'

// In the first branch the demonstration exempts people: what is missing is looked at in the second.
const SECOND = { index: 1 }

const ownStudy = (index = 0) => getAs<{ member: { id: string; name: string } }>('member', '/me/study', index)
const dialog = (page: Page) => page.getByRole('dialog')

describe('the requirement of study', () => {
  it('shows a member what is missing, and asks for nothing once the branch has exempted them', async () => {
    const { name } = (await ownStudy(SECOND.index)).member
    const reason = `行动不便，本人申请${Date.now()}`
    const member = await openPage('member', '/study/mine', SECOND)
    await member.getByText(/要求 32 学时，已完成 [\d.]+，还差/).waitFor()
    await member.getByText('教育管理工作条例》第二十条').waitFor()
    await screenshots(member, 'study-mine')

    const secretary = await openPage('branch_secretary', '/study/branch', SECOND)
    const missing = secretary.getByRole('region', { name: '还缺什么' })
    await missing.getByRole('link', { name, exact: true }).waitFor()
    await screenshots(secretary, 'study-branch')
    await secretary.getByRole('button', { name: `登记豁免：${name}` }).click()
    await dialog(secretary).getByText('体弱病重').click()
    await dialog(secretary).getByLabel('决定（会议或文件）').fill('11月20日支部委员会')
    await dialog(secretary).getByLabel('理由').fill(reason)
    await dialog(secretary).getByRole('button', { name: '登记' }).click()
    const exemptions = secretary.getByRole('region', { name: '豁免学习要求' })
    await exemptions.getByText(reason).waitFor()
    await missing.getByRole('link', { name, exact: true }).waitFor({ state: 'detached' })

    await member.reload()
    await member.getByText('因体弱病重不作硬性学习要求').waitFor()
    await member.getByText(`理由：${reason}`).waitFor()
    expect(await member.getByText(/还差/).count(), 'nothing is asked of the exempt').toBe(0)
    await screenshots(member, 'study-mine-exempt')

    // Struck again, as entered by mistake: things are asked for as before.
    await exemptions.getByRole('button', { name: '结束' }).click()
    await dialog(secretary).getByText('误登记，整条撤销').click()
    await dialog(secretary).getByLabel('理由').fill('登记有误')
    await dialog(secretary).getByRole('button', { name: '结束' }).click()
    await missing.getByRole('link', { name, exact: true }).waitFor()
  })

  it('tells higher levels numbers, and who says how much is asked for', async () => {
    const staff = await openPage('staff', '/study/branch')
    await staff.getByText('这里只有人数，没有姓名').waitFor()
    await staff.getByRole('region', { name: '各类别学时' }).waitFor()
    expect(await staff.getByRole('region', { name: '还缺什么' }).count()).toBe(0)
    await screenshots(staff, 'study-branch-counts')
    await staff.goto('/study-requirements')
    await staff.getByRole('button', { name: '另行规定：集中学习培训学时', exact: true }).waitFor()
    await screenshots(staff, 'study-figures')
  })
})

describe('compulsory material and groups', () => {
  it('publishes, shows who has not studied it, and withdraws', async () => {
    const { name } = (await ownStudy(SECOND.index)).member
    const title = `《基层治理条例选读》${Date.now()}`
    const secretary = await openPage('branch_secretary', '/study-materials', SECOND)
    await secretary.getByRole('button', { name: '发布必学内容' }).click()
    await dialog(secretary).getByLabel('题目').fill(title)
    await dialog(secretary).getByLabel('学完时限').fill('2099-12-31')
    await dialog(secretary).getByLabel('学完时限').press('Tab')
    await dialog(secretary).getByLabel('说明').fill('重点学第二章。'.repeat(12))
    await dialog(secretary).getByRole('button', { name: '发布' }).click()
    await secretary.waitForURL(/\/study-materials\/[0-9a-f-]{36}$/)
    const coverage = secretary.getByRole('region', { name: '学习进展' })
    await coverage.getByRole('link', { name, exact: true }).waitFor()
    await coverage.getByText(/^已学完 0 人，还差 \d+ 人/).waitFor()
    await screenshots(secretary, 'study-material')

    const member = await openPage('member', '/study/mine', SECOND)
    await member.getByRole('link', { name: title }).click()
    await member.getByRole('heading', { name: title }).waitFor()
    expect(await member.getByRole('region', { name: '学习进展' }).count(), 'no names for members').toBe(0)
    await member.goto('/study-materials?tab=todo')
    await member.getByRole('link', { name: title }).waitFor()
    await screenshots(member, 'study-materials')

    await secretary.getByRole('button', { name: '撤下' }).click()
    await dialog(secretary).getByLabel('理由').fill('另有安排')
    await dialog(secretary).getByRole('button', { name: '撤下' }).click()
    await secretary.getByText(/：另有安排$/).waitFor()
    await member.reload()
    await member.getByRole('link', { name: /党支部工作条例/ }).waitFor()
    expect(await member.getByRole('link', { name: title }).count(), 'nobody is asked any more').toBe(0)
  })

  it('forms a group with its people, who leave and come with dates', async () => {
    const { id, name } = (await ownStudy()).member
    const branchId = demoAccount('branch_secretary').branch_id
    const group = await postAs<{ id: string }>('branch_secretary', '/study-groups', {
      branch_id: branchId,
      name: `基层治理青年理论学习小组${Date.now() % 10_000}`,
      field: '基层治理与群众工作',
      formed_on: '2026-01-15',
      mentor_name: '古丽巴哈尔·买买提',
      mentor_title: '市委党校党的建设教研部教授',
      leader_id: id,
      member_ids: [id],
    })
    const secretary = await openPage('branch_secretary', `/study-groups/${group.id}`)
    const people = secretary.getByRole('region', { name: '组员' })
    await people.getByText(name, { exact: true }).waitFor()
    await screenshots(secretary, 'study-group')
    await secretary.goto('/study-groups')
    await secretary
      .getByRole('link', { name: /基层治理青年理论学习小组/ })
      .first()
      .waitFor()
    await screenshots(secretary, 'study-groups')
    await secretary.goto(`/study-groups/${group.id}`)
    await people.getByRole('button', { name: `退出：${name}` }).click()
    await dialog(secretary).getByRole('button', { name: '退出' }).click()
    await people.getByRole('heading', { name: '已退出' }).waitFor()
    await secretary.getByRole('button', { name: '撤销小组' }).click()
    await dialog(secretary).getByLabel('理由').fill('任务完成')
    await dialog(secretary).getByRole('button', { name: '撤销' }).click()
    await secretary.getByText('任务完成').waitFor()
  })
})

describe('helps for the recorder', () => {
  it('takes scans and a list as proposals that the recorder saves', async () => {
    const { id, name } = (await ownStudy()).member
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
    const session = await postAs<{ id: string }>('branch_clerk', '/study-sessions', {
      branch_id: demoAccount('branch_clerk').branch_id,
      kind: 'seminar',
      topic: '专题研讨：扫码只是帮手',
      length: 'lessons',
      starts_at: at(-20),
      ends_at: at(60),
      expected: 'branch',
    })
    const clerk = await openPage('branch_clerk', `/study-sessions/${session.id}`)
    await clerk.getByRole('button', { name: '开始登记到会' }).first().click()
    await dialog(clerk).getByRole('button', { name: '开始登记到会' }).click()
    await clerk.getByRole('button', { name: '扫码签到' }).click()
    await clerk.getByAltText('签到二维码').waitFor()
    await screenshots(clerk, 'study-code')
    const { code } = await getAs<{ code: string }>('branch_clerk', `/study-sessions/${session.id}/code`)
    await dialog(clerk).getByRole('button', { name: '关闭' }).click()

    const member = await openPage('member', `/study-sessions/${session.id}/scan?code=${code}`)
    await screenshots(member, 'study-scan')
    await member.getByRole('button', { name: '告诉记录人我到了' }).click()
    await member.getByText('已告诉记录人').waitFor()

    await clerk.reload()
    const waiting = clerk.getByRole('region', { name: '已扫码，待确认 1 人' })
    await waiting.getByText(name, { exact: true }).waitFor()
    await screenshots(clerk, 'study-scanned')
    await waiting.getByRole('button', { name: '看过了，记为到会' }).click()
    await waiting.waitFor({ state: 'detached' })

    const others = (
      await getAs<{ lines: { member: { id: string; name: string } }[] }>(
        'branch_clerk',
        `/study-sessions/${session.id}/attendance`,
      )
    ).lines.filter(({ member: { id: other } }) => other !== id)
    const list = join(tmpdir(), `到会-${session.id}.csv`)
    writeFileSync(list, `姓名,到会情况,事由\n${others[0]?.member.name},请假,住院\n查无此人,到会,\n`)
    await clerk.getByRole('button', { name: '从表格导入到会情况' }).click()
    await dialog(clerk).locator('input[type=file]').setInputFiles(list)
    await dialog(clerk).getByText('1 行可以填入，1 行有问题，不填入').waitFor()
    await dialog(clerk).getByText(/^A3：/).waitFor()
    await screenshots(clerk, 'study-list')
    await dialog(clerk).getByRole('button', { name: '把 1 行填入登记表' }).click()
    await clerk.getByRole('button', { name: '保存' }).first().click()
    await clerk
      .getByText('到会 1/')
      .or(clerk.getByText(/到会 1/))
      .first()
      .waitFor()
    await expect
      .poll(async () => {
        const sheet = await getAs<{ lines: { mark: string }[] }>(
          'branch_clerk',
          `/study-sessions/${session.id}/attendance`,
        )
        return [...new Set(sheet.lines.map(({ mark }) => mark))].sort()
      })
      .toEqual(['leave', 'present', 'unset'])
  })
})
