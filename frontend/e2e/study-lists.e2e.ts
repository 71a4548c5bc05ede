import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { BASE_URL, signInOverApi } from './support/api'
import { demoAccount } from './support/environment'
import { openPage, screenshots } from './support/pages'

async function getAs<T>(role: string, path: string): Promise<T> {
  const { access_token } = await signInOverApi(demoAccount(role))
  const headers = { Authorization: `Bearer ${access_token}` }
  return (await (await fetch(`${BASE_URL}/api/v1${path}`, { headers })).json()) as T
}

it('declares trainings elsewhere from a list that somebody has looked through', async () => {
  const { member } = await getAs<{ member: { name: string } }>('member', '/me/study')
  const number = `云训${Date.now()}号`
  const list = join(tmpdir(), `培训-${number}.csv`)
  const header = '姓名,培训名称,开始日期,结束日期,天数,主办单位,举办级别,证书编号'
  const fit = `${member.name},党务干部培训班,2026-03-02,2026-03-03,2,市委党校,市级,${number}`
  writeFileSync(list, `${header}\n${fit}\n查无此人,党务干部培训班,三月,,,市委党校,区里,\n`)
  const clerk = await openPage('branch_clerk', '/study-records')
  await clerk.getByRole('link', { name: '批量登记外出培训' }).click()
  await clerk.locator('input[type=file]').setInputFiles(list)
  await clerk.getByText('1 行可以登记，1 行有问题，不会登记').waitFor()
  await clerk.getByText(/^C3：“三月”不是日期/).waitFor()
  await screenshots(clerk, 'study-certificates')
  await clerk.getByRole('button', { name: '提交 1 条，由支部确认' }).click()
  await clerk.getByText('已提交 1 条，等待支部其他同志确认').waitFor()
  const { items } = await getAs<{ items: { id: string; certificate_no: string | null; hours: string }[] }>(
    'branch_clerk',
    '/study-records?state=submitted&kind=training_course',
  )
  const made = items.find(({ certificate_no }) => certificate_no === number)
  expect(made?.hours).toBe('16.00')
  const record = await openPage('branch_secretary', `/study-records/${made?.id}`)
  await record.getByText(number).waitFor()
  await record.getByText('市委党校').waitFor()
})

it('lists the sessions of a youth group on its page, and says what a session would count as', async () => {
  const { items } = await getAs<{ items: { id: string; name: string }[] }>(
    'branch_secretary',
    '/study-groups',
  )
  const ofTheDemo = items.find(({ name }) => name === '青年理论学习第一小组')
  const group = await openPage('branch_secretary', `/study-groups/${ofTheDemo?.id}`)
  await group.getByRole('link', { name: /青年理论学习小组研讨/ }).waitFor()
  await screenshots(group, 'study-group')
  await group.getByRole('link', { name: '安排活动' }).click()
  await group.getByLabel('开始').fill('09:00')
  await group.getByLabel('结束').fill('10:15')
  await group.getByText(/计 1\.5 学时：75 分钟，每 45 分钟 1 学时/).waitFor()
  await group.getByLabel('结束').fill('08:15')
  await group.getByText('结束时间应晚于开始时间').first().waitFor()
})
