import { beforeAll, describe, expect, it } from 'vitest'
import { expectAccessible } from './support/axe'
import { demoAccount } from './support/environment'
import { openPage, PHONE, screenshots } from './support/pages'
import {
  assigned,
  draft,
  inDays,
  inReview,
  step,
  type TicketAnswer,
  underWay,
  uniqueTitle,
} from './support/tickets'

const LONG_TITLE =
  '健全完善党委（党组）落实全面从严治党主体责任定期研究、检查考核、述责述廉、约谈提醒、责任追究全链条工作机制并抓好督促落实'

describe('the ticket list', () => {
  let urgent: TicketAnswer

  beforeAll(async () => {
    urgent = await assigned({
      title: uniqueTitle(LONG_TITLE),
      urgency: 'urgent',
      kind: 'instruction',
      due_on: inDays(2),
    })
    await underWay(60, { owner: '沈知行', leader: '周明远' })
    await inReview({ title: uniqueTitle('制定全市党员教育培训年度计划') })
    await draft({ title: uniqueTitle('筹备下半年组织工作座谈会') })
  })

  it('keeps its filters in the URL and counts with them', async () => {
    const page = await openPage('supervisor', '/tickets')
    await page.getByRole('button', { name: /^跟踪/ }).click()
    await page.waitForURL('**/tickets?phase=track')
    await page.getByRole('button', { name: /临期/ }).click()
    await page.waitForURL('**/tickets?phase=track&lamp=yellow')
    await page.getByRole('searchbox').fill(urgent.title.slice(-20))
    await page.waitForURL(/q=/)
    const row = page.getByRole('link', { name: urgent.title })
    await page.getByText('共 1 项').waitFor()
    expect(await page.locator('[data-row]').count()).toBe(1)
    await page.reload()
    await row.waitFor()
    expect(await page.getByRole('button', { name: /^跟踪/ }).getAttribute('aria-pressed')).toBe('true')
    await page.getByText('共 1 项').waitFor()
  })

  it('is walked by keyboard: search, rows, open', async () => {
    const page = await openPage('supervisor', '/tickets')
    const rows = page.locator('[data-row]')
    await rows.first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('座谈会')
    await page.waitForURL(/q=/)
    await expect.poll(() => rows.count()).toBeLessThan(10)
    // Escape empties the search: the whole list is back.
    await page.getByRole('searchbox').press('Escape')
    await page.waitForURL(/\/tickets$/)
    await expect.poll(() => rows.count()).toBeGreaterThan(10)
    await rows.first().focus()
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/tickets\/[0-9a-f-]{36}$/)
  })

  it('urges the chosen rows and says which were left out', async () => {
    const page = await openPage('supervisor', '/tickets')
    const search = page.getByRole('searchbox')
    await search.fill(urgent.title.slice(-9))
    await page.getByText('共 1 项').waitFor()
    await page.getByRole('checkbox', { name: new RegExp(urgent.title.slice(-9, -1)) }).check()
    await page.getByRole('button', { name: '催办' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('说明（选填）').fill('请在本周五前报送进展。')
    await dialog.getByRole('button', { name: '催办' }).click()
    await dialog.getByText('“催办”完成 1 项。').waitFor()
    await dialog.getByRole('button', { name: '关闭' }).last().click()
    await page.getByText('蓝色催办').waitFor()
  })

  it('saves a view under a name and drops it', async () => {
    const page = await openPage('supervisor', '/tickets?phase=track&lamp=red')
    const name = uniqueTitle('逾期')
    await page.getByRole('button', { name: '存为常用筛选' }).click()
    await page.getByRole('dialog').getByLabel('名称').fill(name)
    await page.getByRole('dialog').getByRole('button', { name: '存为常用筛选' }).click()
    await page.goto('/tickets')
    await page.getByRole('link', { name }).click()
    await page.waitForURL('**/tickets?phase=track&lamp=red')
    await page.getByRole('button', { name: `删除常用筛选“${name}”` }).click()
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
    await page.getByRole('link', { name }).waitFor({ state: 'detached' })
  })

  it('looks right', async () => {
    const page = await openPage('supervisor', '/tickets')
    await page.locator('[data-row]').first().waitFor()
    await page
      .getByRole('checkbox', { name: /^选择：/ })
      .first()
      .check()
    await screenshots(page, 'tickets-list')
  })

  it('looks right in large type', async () => {
    const page = await openPage('supervisor', '/tickets', { largeType: true })
    await page.locator('[data-row]').first().waitFor()
    await screenshots(page, 'tickets-list-large')
  })

  it('looks right in English, and says what to do when nothing matches', async () => {
    const page = await openPage('supervisor', '/tickets?q=没有这样的事项', { language: 'en' })
    await page.getByText('No ticket matches').waitFor()
    await screenshots(page, 'tickets-list-none-en')
    await page.getByRole('button', { name: 'Clear all' }).click()
    await page.locator('[data-row]').first().waitFor()
  })

  it('keeps its filters in a sheet on a phone', async () => {
    const page = await openPage('supervisor', '/tickets', { viewport: PHONE })
    await page.locator('[data-row]').first().waitFor()
    await page.getByRole('button', { name: /筛选/ }).last().click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText('事项类别').waitFor()
    await expectAccessible(page)
    await sheet.getByRole('checkbox', { name: '待我办理' }).click()
    await sheet.getByRole('button', { name: '完成' }).click()
    await page.waitForURL('**/tickets?mine=true')
  })

  it('hands out the three lists', async () => {
    const page = await openPage('supervisor', '/tickets?phase=track')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出三张清单' }).click()
    expect((await download).suggestedFilename()).toMatch(/清单.*\.xlsx$/)
  })
})

describe('the board', () => {
  it('shows each state as a column and keeps the filters of the list', async () => {
    const page = await openPage('supervisor', '/tickets/board')
    const column = page.getByRole('region', { name: /^已交办，\d+ 项$/ })
    await column.locator('[data-row]').first().waitFor()
    await screenshots(page, 'tickets-board')
    await page.getByRole('button', { name: /临期/ }).click()
    await page.getByRole('link', { name: '清单', exact: true }).click()
    await page.waitForURL('**/tickets?lamp=yellow')
    await screenshots(
      await openPage('supervisor', '/tickets/board', { largeType: true }),
      'tickets-board-large',
    )
  })
})

describe('a ticket', () => {
  it('goes its way in the browser: accept, report, request closing', async () => {
    const ticket = await assigned()
    const page = await openPage('branch_secretary', `/tickets/${ticket.id}#action`)
    await page.getByRole('button', { name: '签收', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: '签收' }).click()
    await page.getByRole('button', { name: '报告进展' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '报告进展' }).click()
    await dialog.getByText('请填写进展情况').waitFor()
    await dialog.getByRole('spinbutton', { name: '完成进度' }).fill('45')
    await dialog.getByLabel('进展情况').fill('已完成摸底，形成初步台账。')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: '报告进展' }).click()
    await page.getByText('进度：由 0% 改为 45%').waitFor()
    await page.getByText('办理中', { exact: true }).first().waitFor()
  })

  it('says what happened when somebody was faster, and keeps what was typed', async () => {
    const ticket = await underWay()
    const page = await openPage('branch_secretary', `/tickets/${ticket.id}`)
    await page.getByRole('button', { name: '报告进展' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('spinbutton', { name: '完成进度' }).fill('70')
    await dialog.getByLabel('进展情况').fill('第二批台账已核实。')
    await step('supervisor', ticket, 'urge', { comment: '请加快进度' })
    await dialog.getByRole('button', { name: '报告进展' }).click()
    await dialog.getByText('刚刚有人做了改动').waitFor()
    await dialog.getByText(/办理了“催办”/).waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: '刷新' }).click()
    await dialog.getByText('已刷新为最新情况').waitFor()
    expect(await dialog.getByLabel('进展情况').inputValue()).toBe('第二批台账已核实。')
    await dialog.getByRole('button', { name: '报告进展' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('第二批台账已核实。').waitFor()
  })

  it('takes a note and an amended owner', async () => {
    const ticket = await underWay()
    const page = await openPage('branch_secretary', `/tickets/${ticket.id}`)
    await page.getByLabel('补充说明').fill('附件已通过公文系统报送。')
    await page.getByRole('button', { name: '添加说明' }).click()
    await page.getByText('附件已通过公文系统报送。').last().waitFor()
    await page.getByRole('button', { name: '修改' }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByLabel('事项名称').count()).toBe(0)
    await dialog.getByLabel('责任人').fill('顾南星')
    await dialog.getByRole('button', { name: '保存' }).click()
    await page.getByText('责任人：顾南星').waitFor()
  })

  it('takes a file, and hands out its papers', async () => {
    const ticket = await underWay()
    const page = await openPage('branch_secretary', `/tickets/${ticket.id}`)
    await page.getByLabel('上传附件').setInputFiles({
      name: '台账.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n%%EOF\n'),
    })
    const file = page.waitForEvent('download')
    await page.getByRole('button', { name: '台账.pdf' }).click()
    expect((await file).suggestedFilename()).toBe('台账.pdf')
    const form = page.waitForEvent('download')
    await page.getByRole('button', { name: '单据与打印' }).click()
    await page.getByRole('menuitem', { name: '下载挂号单（docx）' }).click()
    expect((await form).suggestedFilename()).toMatch(/号挂号单\.docx$/)
  })

  describe('with everything a ticket can have', () => {
    let path: string

    beforeAll(async () => {
      const ticket = await underWay(35, {
        title: LONG_TITLE,
        owner: '沈知行',
        supporting_branch_ids: [demoAccount('branch_secretary', 1).branch_id],
        source: {
          kind: 'work_plan',
          title: '全市组织工作要点',
          document_no: '云组发〔2026〕3号',
          item: '二（一）1',
        },
        milestones: [{ due_on: inDays(14), percent: 50, title: '完成全部摸底核实' }],
      })
      await step('branch_secretary', ticket, 'request_extension', {
        due_on: inDays(45),
        comment: '两个社区党支部换届推迟，考核验收需顺延至换届完成后进行。',
      })
      path = `/tickets/${ticket.id}`
    })

    it.each([
      ['', {}],
      ['-large', { largeType: true }],
      ['-en', { language: 'en' as const }],
    ])('looks right%s', async (name, options) => {
      const page = await openPage('supervisor', path, options)
      await page.locator('svg path').first().waitFor()
      await screenshots(page, `ticket-under-way${name}`)
    })
  })

  it('shows a reviewer what was handed in, and lets another than the lead branch close', async () => {
    const page = await openPage('supervisor', `/tickets/${(await inReview()).id}`)
    await page.getByText('承办单位已申请销号，等待督查审核').waitFor()
    await screenshots(page, 'ticket-in-review')
    await page.getByRole('button', { name: '销号', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('佐证材料已报送市委组织部').waitFor()
    await dialog.getByLabel('审核结论').fill('事实清楚，整改到位，同意销号。')
    await dialog.getByRole('button', { name: '销号' }).click()
    await page.getByText('按期办结').first().waitFor()
    await page.getByText('事实清楚，整改到位，同意销号。').first().waitFor()
  })

  it('says plainly that a ticket is suspended, and why', async () => {
    const suspended = await step('supervisor', await underWay(), 'suspend', { comment: '等待上级政策明确。' })
    const page = await openPage('branch_secretary', `/tickets/${suspended.id}`)
    await page.getByText('已中止，时限停止计算').waitFor()
    await page.getByText('等待上级政策明确。').first().waitFor()
    await expectAccessible(page)
  })
})

describe('a new ticket', () => {
  it('is written down and submitted at one press, with the due date reckoned in working days', async () => {
    const title = uniqueTitle('开展基层党组织按期换届专项检查')
    const page = await openPage('staff', '/tickets')
    await page.locator('[data-row]').first().waitFor()
    await page.keyboard.press('n')
    await page.waitForURL('**/tickets/new')
    await page.getByRole('button', { name: '保存并提交立项' }).click()
    await page.getByText('请填写事项名称').waitFor()
    await page.getByLabel('事项名称').fill(title)
    await page.getByLabel('办理要求').fill('逐支部核对换届时间，列出应换未换清单并限期整改。')
    await page.getByLabel('承办单位').fill('督查室')
    await page.getByTitle('督查室党支部').first().click()
    await page.getByRole('button', { name: '+10 个工作日' }).click()
    await page.getByText(/^共 10 个工作日/).waitFor()
    await page.getByRole('button', { name: '添加节点' }).click()
    await screenshots(page, 'ticket-new')
    await page.reload()
    await page.getByText('已恢复上次没有保存的内容。').waitFor()
    expect(await page.getByLabel('事项名称').inputValue()).toBe(title)
    await page.getByRole('button', { name: '删除第 1 个节点' }).click()
    await page.getByRole('button', { name: '保存并提交立项' }).click()
    await page.getByText('待审批立项', { exact: true }).first().waitFor()
    await page.getByRole('heading', { name: title }).waitFor()
  })
})

describe('statistics', () => {
  it('counts by unit and leads to the list', async () => {
    const page = await openPage('supervisor', '/tickets/statistics')
    const unit = demoAccount('branch_secretary').branch_name
    await page.getByRole('link', { name: unit }).waitFor()
    await screenshots(page, 'tickets-statistics')
    await page.getByRole('link', { name: unit }).click()
    await page.waitForURL('**/tickets?lead_branch_id=*')
  })
})
