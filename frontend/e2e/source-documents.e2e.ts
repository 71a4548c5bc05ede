import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible } from './support/axe'
import { openPage, PHONE, screenshots } from './support/pages'

/** An invented work plan: lost items, a sentence that breaks off, trimmings of a web page, a very long item. */
const LONG =
  '（三）加强流动党员管理服务，依托街道社区党群服务中心建立流动党员信息库，逐人明确联系人、联系方式和帮带措施，确保流动不流失、离乡不离党、外出不落伍。'
const plan = (year: number) => `返回江城党建网首页 | 当前位置：文件
江城市${year}年基层党建工作要点
一、加强理论武装
（一）抓好集中学习。各党委每季度组织一次集中学习，并报送学习情况。各支部每月开展一次主题党日。
（二）办好基层党校。六月底前举办支部书记培训班两期。
二、夯实基层基础
（一）推进支部标准化建设。一是对照标准逐项排查，建立问题台账。二是对软弱涣散支部逐个制定整顿方案。三是年底前组织验收。
（二）规范发展党员工作。四月底前下达全年计划。
${LONG}
五、建强干部队伍
（一）选派年轻干部到基层一线锻炼，
推荐阅读
江城市第三季度党建工作通报09-30
`

const textOf = (page: Page) => page.getByRole('article', { name: '文件原文' })

async function upload(year: number) {
  const page = await openPage('staff', '/source-documents/upload')
  await page.setInputFiles('input[type=file]', {
    name: `plan-${year}.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from(plan(year)),
  })
  await page.getByLabel('文号').fill(`江组发〔${year}〕1号`)
  await page.getByRole('button', { name: '上传并识别条目' }).click()
  await page.getByRole('tree').waitFor()
  return page
}

describe('uploading a document', () => {
  it('says beforehand what is taken and that classified material is not', async () => {
    const page = await openPage('staff', '/source-documents')
    await page.getByRole('button', { name: '上传文件' }).click()
    await page.getByText('非涉密平台：严禁上传涉密材料').first().waitFor()
    await page.getByText('不超过 20 MB').waitFor()
    await screenshots(page, 'document-upload')
  })

  it('shows a refusal at the file, with what to do', async () => {
    const page = await openPage('staff', '/source-documents/upload')
    const choose = (name: string, text: string) =>
      page.setInputFiles('input[type=file]', { name, mimeType: 'text/plain', buffer: Buffer.from(text) })
    await choose('要点.doc', 'x')
    await page.getByRole('alert').getByText('请另存为 .docx').waitFor()
    await choose('要点.txt', '机密★10年\n关于有关工作的通知\n')
    await page.getByRole('button', { name: '上传并识别条目' }).click()
    await page.getByRole('alert').getByText('涉密材料不得上传').waitFor()
    await screenshots(page, 'document-upload-refused')
  })
})

describe('registering from a document', () => {
  it('chooses in text and outline, fills down, is refused at the cell, and registers all in one go', async () => {
    const page = await upload(2027)
    const text = textOf(page)
    await text.getByText('六月底前举办支部书记培训班').click()
    const item = page.getByRole('treeitem').filter({ hasText: '推进支部标准化建设' }).first()
    await item.hover()
    await item.getByRole('button', { name: /按句选择/ }).click()
    await page.getByText('已选 4 条').first().waitFor()

    await page.getByRole('button', { name: '登记 4 项' }).click()
    await page.getByText('有 4 行需要修改').waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.type('ganbuyichu')
    await page.getByText(/^干部一处党支部（/).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^承办单位（.*：干部一处党支部/ }).waitFor()
    await page.getByRole('button', { name: /向下填充.*承办单位/ }).click()
    await page.getByText('可以登记').waitFor()

    await page
      .getByRole('button', { name: /^完成时限（/ })
      .first()
      .click()
    await page.getByRole('button', { name: '+20 个工作日' }).click()
    await page.getByRole('button', { name: /向下填充.*完成时限/ }).click()
    await screenshots(page, 'document-filled')

    await page
      .getByRole('button', { name: /^完成时限（/ })
      .nth(1)
      .focus()
    await page.evaluate(() => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', '2020-01-01')
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    })
    await page.getByRole('button', { name: '登记 4 项' }).click()
    await page.getByRole('cell').getByText('早于今天').waitFor()
    expect(await page.getByText('有 1 行需要修改').count()).toBe(1)

    await page.getByRole('button', { name: /向下填充.*完成时限/ }).click()
    await page.getByRole('button', { name: '登记 4 项' }).click()
    await page.getByRole('heading', { name: '已登记 4 个事项' }).waitFor()
    await screenshots(page, 'document-registered')
    await page.getByRole('button', { name: '继续选择' }).click()
    await page.getByText('登记 4 项').first().waitFor()
    expect(await page.getByRole('treeitem').getByText('待审批立项').count()).toBe(4)
    await screenshots(page, 'document-after')
  })

  it('keeps the draft over a reload, and lets it be discarded', async () => {
    const page = await upload(2028)
    await textOf(page).getByText('四月底前下达全年计划').click()
    await page.getByRole('textbox', { name: '事项' }).fill('下达发展党员年度计划')
    await page.getByText('已选 1 条').first().waitFor()
    await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('dj.draft.')))
    await page.reload()
    await page.getByText('已恢复上次未登记的 1 条').waitFor()
    expect(await page.getByRole('textbox', { name: '事项' }).inputValue()).toBe('下达发展党员年度计划')
    await screenshots(page, 'document-restored')
    await page.getByRole('button', { name: '放弃草稿' }).click()
    await page.getByText('还没有选中条目').waitFor()
  })

  it('goes by keyboard alone', async () => {
    const page = await upload(2029)
    await page.getByRole('treeitem').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.getByText('已选 1 条').first().waitFor()
    const chosen = page.locator('[role=treeitem][aria-checked=true]')
    expect(await chosen.count()).toBe(1)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('treeitem')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('button', { name: /存疑 \d+ 处/ }).focus()
    await page.keyboard.press('Enter')
    await page.locator('[role=treeitem]:focus').getByText('存疑').waitFor()
    await expectAccessible(page)
  })

  it('begins at the sentence that a link names', async () => {
    const page = await upload(2030)
    const id = await textOf(page)
      .getByText('选派年轻干部到基层一线锻炼')
      .first()
      .evaluate((piece) => piece.closest('[data-node]')?.getAttribute('data-node'))
    await page.goto(`${new URL(page.url()).pathname}?node=${id}`)
    const named = page.locator(`article [data-node="${id}"]`)
    await named.waitFor()
    const isInView = async () => {
      const [pane, piece] = [await textOf(page).boundingBox(), await named.boundingBox()]
      return pane !== null && piece !== null && piece.y > pane.y && piece.y < pane.y + pane.height
    }
    await expect.poll(isInView).toBe(true)
  })

  it('goes in three steps on a phone', async () => {
    const url = (await upload(2031)).url()
    const page = await openPage('staff', new URL(url).pathname, { viewport: PHONE })
    await page
      .getByRole('treeitem')
      .filter({ hasText: '四月底前下达全年计划' })
      .last()
      .locator('[data-box]')
      .first()
      .click()
    await page.getByRole('button', { name: '去填写' }).click()
    await page.getByRole('textbox', { name: '事项' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: '核对后登记' }).click()
    await page.getByText('未选承办单位').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: '登记 1 项' }).click()
    await page.getByText('请选择承办单位').waitFor()
  })

  it('is for reading only without the right to register, in large type and in English alike', async () => {
    const path = new URL((await upload(2032)).url()).pathname
    await screenshots(await openPage('staff', path, { largeType: true }), 'document-large')
    const english = await openPage('staff', path, { language: 'en' })
    await english.getByRole('tree').waitFor()
    await screenshots(english, 'document-english')
    await screenshots(await openPage('staff', '/source-documents'), 'documents')
  })
})
