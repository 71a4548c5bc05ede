import { expect, it } from 'vitest'
import { postAs } from './support/api'
import { demoAccount } from './support/environment'
import { openPage, screenshots } from './support/pages'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** A valid number of an invented man, born on 14 March 1985, of a reserved region. */
function idNumber(serial: number): string {
  const seventeen = `11010519850314${String(serial).padStart(3, '0')}`
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(seventeen[place]), 0)
  return seventeen + '10X98765432'[sum % 11]
}

const LONG_POST = '市委组织部干部一处驻村第一书记兼工作队队长（挂职）'

it('proposes a pair, tells two people apart, merges one person', async () => {
  const stamp = Date.now() % 400
  const name = `测重${String.fromCharCode(0x4e00 + (Date.now() % 5000))}`
  const branch = demoAccount('branch_clerk').branch_id
  const person = {
    name,
    ethnicity: '01',
    stage: 'full',
    branch,
    joined_on: '2010-07-01',
    full_on: '2011-07-01',
  }
  await Promise.all(
    ['科员', LONG_POST, null].map((post, place) =>
      postAs('branch_clerk', '/members', { ...person, id_number: idNumber((stamp + place) * 2 + 1), post }),
    ),
  )
  const page = await openPage('branch_clerk', '/members/duplicates')
  const pairs = page.getByRole('table', { name: `${name}的两条登记` })
  await pairs.first().waitFor()
  expect(await pairs.count()).toBe(3)
  await screenshots(page, 'duplicates')

  const listed = page.getByRole('listitem').filter({ has: pairs })
  await listed.first().getByRole('button', { name: '不是同一人' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '标记为两个人' }).click()
  await dialog.getByText('请写明理由').waitFor()
  await dialog.getByLabel('理由').fill('经与本人核实，为两人')
  await dialog.getByRole('button', { name: '标记为两个人' }).click()
  await page.getByText('已标记为两个人').waitFor()
  await expect.poll(() => pairs.count()).toBe(2)

  await listed.first().getByRole('button', { name: '合并…' }).click()
  const choices = dialog.getByRole('table', { name: '逐项选择保留的内容' })
  await choices.getByRole('row', { name: /公民身份号码/ }).waitFor()
  await screenshots(page, 'duplicates-merge')
  await choices.getByRole('radio', { name: /公民身份号码 并入的登记/ }).check()
  await dialog.getByLabel('理由').fill('同一人重复录入')
  await dialog.getByRole('button', { name: '合并', exact: true }).click()
  await page.getByText('已合并为一条登记').waitFor()
  await expect.poll(() => pairs.count()).toBeLessThan(2)
})
