import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { expectAccessible } from './support/axe'
import { openPage } from './support/pages'

/** The platform's main job in the browser, as each role does its part of it. */

const SHARED = process.env.SHARED_DIR ?? fileURLToPath(new URL('../../../shared', import.meta.url))
const REAL_SPEECH = `${SHARED}/domain/source-documents/002_b34e46ed9d770615.txt`
const INVENTED_SPEECH = `在全市组织工作推进会上的讲话
一、提高认识
（一）看清存在的问题。一是个别单位学习抓得不紧。二是有的支部活动开展不够经常。三是部分台账更新不够及时。
二、抓好落实
（一）健全工作机制。一是建立重点任务清单。二是每月通报办理进度。三是年底组织一次回头看。
`

/** The city's speech where it lies beside the repository, else one like it. */
const speech = existsSync(REAL_SPEECH)
  ? REAL_SPEECH
  : { name: 'speech.txt', mimeType: 'text/plain', buffer: Buffer.from(INVENTED_SPEECH) }

async function take(
  page: Page,
  button: string,
  fill?: (dialog: ReturnType<Page['getByRole']>) => Promise<void>,
) {
  const direct = page.getByRole('button', { name: button, exact: true })
  const more = page.getByRole('button', { name: '更多操作' })
  await direct.or(more).first().waitFor()
  if ((await direct.count()) > 0) {
    await direct.first().click()
  } else {
    await more.click()
    await page.getByRole('menuitem', { name: button, exact: true }).click()
  }
  const dialog = page.getByRole('dialog')
  await fill?.(dialog)
  await dialog.getByRole('button', { name: button, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

it('a speech becomes five tickets; one is carried out, refused, sent back and closed', async () => {
  const clerk = await openPage('staff', '/source-documents/upload')
  await clerk.setInputFiles('input[type=file]', speech)
  await clerk.getByRole('button', { name: '上传并识别条目' }).click()
  const measures = clerk.getByRole('treeitem').filter({ hasText: /^[一二三四]是/ })
  await measures.first().waitFor()
  for (let place = 0; place < 5; place++) {
    await measures.nth(place).focus()
    await clerk.keyboard.press('Space')
  }
  await clerk.getByText('已选 5 条').first().waitFor()
  await clerk.getByRole('button', { name: '登记 5 项' }).click() // moves to the first cell that is missing
  await clerk.keyboard.press('Enter')
  await clerk.keyboard.type('ganbuyichu')
  await clerk.getByText(/^干部一处党支部（/).waitFor()
  await clerk.keyboard.press('ArrowDown')
  await clerk.keyboard.press('Enter')
  await clerk.getByRole('button', { name: /向下填充.*承办单位/ }).click()
  await clerk.getByText('可以登记').waitFor()
  await clerk.getByRole('button', { name: '登记 5 项' }).click()
  await clerk.getByRole('heading', { name: '已登记 5 个事项' }).waitFor()
  const path = await clerk.locator('main a[href^="/tickets/0"]').first().getAttribute('href')
  expect(path).toMatch(/^\/tickets\//)

  const supervisor = await openPage('supervisor', path ?? '')
  await take(supervisor, '批准立项并交办')
  await supervisor
    .getByText(/督办〔\d{4}〕\d+号/)
    .first()
    .waitFor()

  const secretary = await openPage('branch_secretary', path ?? '')
  await take(secretary, '签收')
  const report = (percent: string, words: string) =>
    take(secretary, '报告进展', async (dialog) => {
      await dialog.getByRole('spinbutton', { name: '完成进度' }).fill(percent)
      await dialog.getByLabel('进展情况').fill(words)
    })
  const requestClosing = (words: string) =>
    take(secretary, '申请销号', (dialog) => dialog.getByLabel('办理结果').fill(words))
  await report('30', '已制定方案，分解到人。')
  await take(secretary, '申请延期', async (dialog) => {
    await dialog.getByRole('button', { name: '+20 个工作日' }).click()
    await dialog.getByLabel('延期理由').fill('需与多个单位会商。')
  })

  await supervisor.reload()
  await take(supervisor, '不同意延期')
  await secretary.reload()
  await report('80', '主要任务已完成。')
  await requestClosing('制度已经建立。')
  expect(await secretary.getByRole('button', { name: '销号', exact: true }).count()).toBe(0)

  await supervisor.reload()
  await take(supervisor, '退回重办', (dialog) => dialog.getByLabel('退回意见').fill('请补充运行情况。'))
  await secretary.reload()
  await report('100', '运行情况已补充。')
  await requestClosing('制度已经建立并运行两个月。')

  await supervisor.reload()
  await take(supervisor, '销号', (dialog) => dialog.getByLabel('审核结论').fill('事实清楚，同意销号。'))
  await supervisor.getByText('已销号').first().waitFor()
  await expectAccessible(supervisor)
  for (const form of ['下载挂号单（docx）', '下载销号单（docx）']) {
    const download = supervisor.waitForEvent('download')
    await supervisor.getByRole('button', { name: '单据与打印' }).click()
    await supervisor.getByRole('menuitem', { name: form }).click()
    expect((await download).suggestedFilename()).toMatch(/\.docx$/)
  }
}, 240_000)
