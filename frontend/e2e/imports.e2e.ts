import { expect, it } from 'vitest'
import { demoAccount } from './support/environment'
import { openPage, screenshots } from './support/pages'
import { inventedId } from './support/people'

/** A name that no other run has given. */
function inventedName(): string {
  const letters = [...'嘉树云舟若溪明远思齐景行知白守清和煦望舒怀瑾修竹听澜']
  const pick = () => letters[Math.floor(Math.random() * letters.length)]
  return `单${pick()}${pick()}`
}

it('imports a table: sees what is wrong, puts the cell right in place, commits, finds the person', async () => {
  const branch = demoAccount('branch_secretary').branch_name
  const [fine, wrong] = [inventedName(), `${inventedName()}·阿卜杜热合曼·买买提艾力`]
  const lines = [
    '组织部机关党员信息采集表',
    '姓名,身份证号,民族,学历,人员类别,所在党支部,入党时间,转正时间,联系电话,来源',
    `${fine},${inventedId()},汉族,大学,正式党员,${branch},2015.07.01,20160701,19900001234,老名册`,
    `${wrong},${inventedId()},维吾尔族,大学,正式党员,${branch},2015年7月,2016-07-01,,老名册`,
  ]
  const page = await openPage('committee_admin', '/members')
  await page.getByRole('main').getByRole('link', { name: '导入' }).click()
  await page.getByRole('heading', { name: '导入党员信息' }).waitFor()
  await screenshots(page, 'import-upload')
  const template = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载模板' }).click()
  expect((await template).suggestedFilename()).toMatch(/\.xlsx$/)
  await page.locator('input[type=file]').setInputFiles({
    name: '2026年第四季度机关党员信息采集表（各支部汇总稿，含新转入人员）.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(lines.join('\r\n')),
  })
  await page.getByRole('button', { name: '上传并预览' }).click()

  const grid = page.getByRole('grid', { name: '预览' })
  await grid.getByText('加入党组织日期：', { exact: false }).waitFor()
  expect(await grid.getByRole('row').count()).toBe(2)
  await page.getByRole('button', { name: '全部2' }).click()
  await grid.getByText(fine).waitFor()
  await screenshots(page, 'import-check')
  const errors = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载错误文件' }).click()
  expect((await errors).suggestedFilename()).toMatch(/^待改正-.*\.xlsx$/)

  await grid.getByRole('gridcell', { name: fine }).focus()
  await page.keyboard.press('ArrowDown')
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.getByLabel('改正第 4 行的加入党组织日期').fill('2015-07-01')
  await page.keyboard.press('Enter')
  await page.getByText('第 4 行已重新检查：新增').waitFor()
  await page.getByText('没有错误，也没有冲突').waitFor()

  await page.getByRole('button', { name: '列的含义' }).click()
  await page.getByRole('dialog').getByText('来源').waitFor()
  await screenshots(page, 'import-columns')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '确认导入…' }).click()
  await page.getByText('将新增 2 人').waitFor()
  await screenshots(page, 'import-commit')
  await page.getByRole('button', { name: '开始导入' }).click()
  await page.getByRole('heading', { name: '导入完成' }).waitFor()
  await screenshots(page, 'import-done')
  await page.getByRole('link', { name: '返回导入列表' }).click()
  await page.getByText('新增 2 人').first().waitFor()
  await screenshots(page, 'imports')

  await page.goto(`/members?q=${encodeURIComponent(fine)}`)
  await page.getByRole('link', { name: fine }).first().waitFor()
  const roster = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出' }).click()
  await page.getByRole('menuitem', { name: /^CSV 文件/ }).click()
  expect((await roster).suggestedFilename()).toMatch(/^党员名册.*\.csv$/)
})
