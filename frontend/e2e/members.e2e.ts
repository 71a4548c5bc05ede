import { expect, it } from 'vitest'
import { openPage, screenshots } from './support/pages'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** A valid number of an invented woman born in 1990, in a region that does not exist. */
function inventedId(): string {
  const serial = Math.floor(Math.random() * 500) * 2
  const day = new Date(Date.UTC(1990, 0, 1 + Math.floor(Math.random() * 365)))
  const seventeen = `990000${day.toISOString().slice(0, 10).replaceAll('-', '')}${String(serial).padStart(3, '0')}`
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(seventeen[place]), 0)
  return seventeen + '10X98765432'[sum % 11]
}

it('registers somebody by keyboard, takes a step, reveals with a reason, finds and exports them', async () => {
  const page = await openPage('branch_secretary', '/members')
  await page.getByRole('link', { name: '登记党员' }).waitFor()
  await screenshots(page, 'members')
  await page.keyboard.press('n')
  await page.getByLabel('姓名', { exact: true }).fill('单建国')
  const number = inventedId()
  await page.getByLabel('公民身份号码').fill(`${number.slice(0, 17)}${number[17] === '0' ? '1' : '0'}`)
  await page.getByText('校验码不符').waitFor()
  await page.getByLabel('公民身份号码').fill(number)
  await page.getByText(/^女，1990-/).waitFor()
  await page.getByRole('radio', { name: '入党申请人' }).press('Space')
  await page.getByLabel('联系电话').fill('19900001234')
  await screenshots(page, 'member-new')
  const kept = await page.evaluate(() => JSON.stringify(localStorage))
  expect(kept).toContain('单建国')
  expect(kept).not.toContain(number)
  expect(kept).not.toContain('19900001234')
  await page.getByLabel('联系电话').press('Enter')

  await page.getByRole('heading', { name: '单建国', level: 1 }).waitFor()
  await page.getByRole('button', { name: '确定为入党积极分子' }).click()
  const step = page.getByRole('dialog')
  await step.getByLabel('决定日期').fill('2026-01-15')
  await step.getByLabel('决定日期').press('Enter')
  await step.getByLabel('依据文件').fill('支部委员会会议记录 2026 年第 2 号')
  await step.getByRole('button', { name: '确定为入党积极分子' }).click()
  await page.getByText('“确定为入党积极分子”已办理').waitFor()

  await page.getByRole('button', { name: '查看完整的公民身份号码' }).click()
  await page.getByRole('dialog').getByLabel('查看理由').fill('核对入党申请人证件')
  await page.getByRole('button', { name: '查看并记录' }).click()
  await page.getByText(number).waitFor()
  await screenshots(page, 'member')
  await page.getByRole('button', { name: '数据查看记录' }).click()
  await page.getByText('核对入党申请人证件').waitFor()
  await page.getByRole('button', { name: '转接与变动' }).click()
  await page.getByText('人员类别：入党申请人 → 入党积极分子').waitFor()

  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await page.getByRole('heading', { name: '党员名册' }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('sjg')
  await page.waitForURL('**/members?q=sjg')
  await page.getByRole('link', { name: '单建国' }).first().waitFor()
  await page.getByRole('button', { name: '导出' }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /Excel/ }).click()
  expect((await downloading).suggestedFilename()).toMatch(/^党员名册-.*\.xlsx$/)
})

it('lets a member ask for a correction, which the secretary accepts', async () => {
  const phone = `199${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`
  const own = await openPage('member', '/me/record')
  await own.getByRole('button', { name: '申请更正' }).click()
  const ask = own.getByRole('dialog')
  await ask.getByLabel('联系电话').fill(phone)
  await ask.getByLabel('更正理由和依据').fill('已更换手机号码')
  await ask.getByRole('button', { name: '提出申请' }).click()
  await own.getByText('待处理', { exact: true }).waitFor()
  await screenshots(own, 'own-record')

  const desk = await openPage('branch_secretary', '/members/corrections')
  await desk.getByRole('button', { name: '采纳更正' }).first().waitFor()
  await screenshots(desk, 'corrections')
  await desk.getByRole('button', { name: '采纳更正' }).first().click()
  await desk
    .getByRole('dialog')
    .getByText(`${phone.slice(0, 3)}****${phone.slice(-4)}`)
    .waitFor()
  await desk.getByRole('dialog').getByRole('button', { name: '采纳更正' }).click()
  await desk.getByRole('heading', { name: '没有待处理的更正申请' }).waitFor()
  await desk.getByRole('link', { name: '政治生日' }).click()
  await desk.getByRole('heading', { name: '政治生日', level: 1 }).waitFor()
  await screenshots(desk, 'birthdays')
  await desk.getByRole('link', { name: '党员构成' }).click()
  await desk.getByRole('heading', { name: '党龄' }).waitFor()
  await screenshots(desk, 'structure')

  await own.reload()
  await own.getByText('已采纳').first().waitFor()
  await own.getByText(phone, { exact: true }).first().waitFor()
})
