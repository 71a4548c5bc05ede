import { describe, expect, it } from 'vitest'
import { openPage, screenshots } from './support/pages'

describe('branches', () => {
  it('sets up and renames a branch, and says why not', async () => {
    const page = await openPage('admin', '/branches')
    await page.getByRole('treeitem', { name: /中共云川市委组织部机关委员会/ }).click()
    await page.getByRole('button', { name: '新建下级组织' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('名称').fill('干部一处党支部')
    await dialog.getByRole('button', { name: '新建', exact: true }).click()
    await page.getByText('下已有名为“干部一处党支部”的组织').waitFor()
    const name = `第${Date.now() % 100_000}联合党支部`
    await dialog.getByLabel('名称').fill(name)
    await dialog.getByRole('button', { name: '新建', exact: true }).click()
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    await screenshots(page, 'branch-empty')
    await page.getByRole('button', { name: '更多操作' }).click()
    await page.getByRole('menuitem', { name: '更名' }).click()
    await page.getByRole('dialog').getByLabel('名称').fill(`${name}（更名）`)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: `${name}（更名）`, level: 1 }).waitFor()
  })

  it('shows a branch with its tickets to who may see them', async () => {
    const page = await openPage('committee_admin', '/branches')
    await page
      .getByRole('treeitem', { name: /机关委员会/ })
      .first()
      .click()
    await page.getByRole('heading', { name: '督办事项' }).waitFor()
    const list = page.getByRole('link', { name: '查看清单' })
    expect(await list.getAttribute('href')).toMatch(/^\/tickets\?within=[0-9a-f-]{36}$/)
    await screenshots(page, 'branch')
    await screenshots(
      await openPage('committee_admin', new URL(page.url()).pathname, { largeType: true }),
      'branch-large',
    )
  })
})

describe('accounts', () => {
  it('opens an account with a role, shows its password once, and ends it', async () => {
    const page = await openPage('admin', '/accounts')
    await page.getByRole('link', { name: /secretary2/ }).waitFor()
    await screenshots(page, 'accounts')
    await page.getByRole('button', { name: '新建账号' }).click()
    await screenshots(page, 'account-new')
    const username = `e2e.${Date.now() % 1_000_000}`
    await page.getByLabel('姓名').fill('欧阳明慧')
    await page.getByLabel('用户名').fill(username)
    await page.getByLabel('角色', { exact: true }).click()
    await page.getByText('支部干事', { exact: true }).last().click()
    await page.getByLabel('在哪个组织').click()
    await page.keyboard.type('zuzhierchu')
    await page.getByText(/^组织二处党支部（/).click()
    await page.getByRole('button', { name: '开设账号' }).click()
    await page.getByText('首次登录时必须修改').waitFor()
    await screenshots(page, 'account-password')
    await page.getByRole('button', { name: '已转告，关闭' }).click()
    await page.getByRole('heading', { name: '欧阳明慧', level: 1 }).waitFor()
    await page.getByText('组织二处党支部').first().waitFor()

    await page.getByRole('button', { name: '授予角色' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: '角色' }).click()
    await page.getByText('系统管理员', { exact: true }).last().click()
    await dialog.getByLabel('在哪个组织').click()
    await page.keyboard.type('zuzhierchu')
    await page.getByText(/^组织二处党支部（/).click()
    await dialog.getByRole('button', { name: '授予角色' }).click()
    await page.getByText('不能由同一账号兼任').last().waitFor()
    await page.keyboard.press('Escape')
    await screenshots(page, 'account')

    await page.getByRole('button', { name: '停用账号' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '停用账号' }).click()
    await page.getByText('已停用').first().waitFor()
    await page.getByRole('button', { name: '恢复账号' }).waitFor()
  })

  it('are for looking at only for the auditor', async () => {
    const page = await openPage('auditor', '/accounts?role=supervisor')
    await page
      .getByRole('link', { name: /督查员/ })
      .first()
      .click()
    await page.getByRole('heading', { name: '角色授权' }).waitFor()
    expect(await page.getByRole('button', { name: '收回' }).count()).toBe(0)
    expect(await page.getByRole('heading', { name: '安全操作' }).count()).toBe(0)
    await page.getByRole('link', { name: '查看此账号的审计记录' }).click()
    await page.getByText('只看一条记录的审计').waitFor()
  })
})

describe('the audit log', () => {
  it('tells who did what, with what was before and after, and narrows down', async () => {
    const page = await openPage('auditor', '/audit?action=ticket.approve')
    const first = page
      .getByRole('list', { name: /审计记录/ })
      .getByRole('button')
      .first()
    await first.click()
    await page.getByRole('table', { name: '改动' }).getByText('待审批立项').waitFor()
    await screenshots(page, 'audit')
    await page.getByRole('button', { name: '只看此人' }).click()
    await page.waitForURL(/actor_id=/)
    await screenshots(await openPage('auditor', '/audit?from=2020-01-01&to=2020-01-02'), 'audit-nothing')
    await screenshots(await openPage('auditor', '/audit', { language: 'en' }), 'audit-english')
  })

  it('leads to its seals, which say when nothing is sealed yet', async () => {
    const page = await openPage('auditor', '/audit')
    await page.getByRole('list', { name: /审计记录/ }).waitFor()
    // What the demo city did, in words: no `study_session.plan`.
    expect(await page.getByText(/^[a-z_]+\.[a-z_]+$/).count()).toBe(0)
    // The hour may have struck while the tests run, and with it the first seal been set.
    await page.route('**/api/v1/audit-entries/seals*', (route) =>
      route.fulfill({ json: { items: [], next_cursor: null, sealed_until: null, behind: false } }),
    )
    await page.getByRole('link', { name: '封存与核对' }).click()
    await page.getByRole('heading', { name: '审计封存' }).waitFor()
    await page.getByText('还没有封存').waitFor()
    await screenshots(page, 'audit-seals-empty')
  })
})

describe('the work calendar', () => {
  it('shows the year, says what is provisional, and walks by arrow keys', async () => {
    const page = await openPage('staff', '/calendar?year=2026')
    await page.getByRole('button', { name: /^10月1日.*节假日.*国庆/ }).waitFor()
    await screenshots(page, 'calendar')
    await page.locator('[data-day][tabindex="0"]').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    expect(await page.getByRole('button', { name: '设定这一天' }).count()).toBe(0)
  })

  it('sets a day by hand and takes it back', async () => {
    const page = await openPage('admin', '/calendar?year=2031')
    await page.getByText('2031年的放假调休安排尚未录入').waitFor()
    await page.locator('[data-day="2031-10-01"]').click()
    await page.getByRole('button', { name: /设定这一天|修改设定/ }).click()
    await page.getByLabel('名称').fill('国庆节')
    await page.getByLabel('依据').fill('关于2031年部分节假日安排的通知')
    await page.getByRole('button', { name: '保存设定' }).click()
    const day = page.getByRole('button', { name: /^10月1日.*国庆节.*手工设定/ })
    await day.waitFor()
    await screenshots(page, 'calendar-set')
    await day.click()
    await page.getByRole('button', { name: '取消手工设定' }).click()
    await day.waitFor({ state: 'detached' })
    await screenshots(await openPage('staff', '/calendar', { largeType: true }), 'calendar-large')
  })
})
