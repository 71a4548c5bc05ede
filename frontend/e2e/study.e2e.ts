import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { getAs } from './support/api'
import { openPage, screenshots } from './support/pages'
import { uniqueTitle } from './support/tickets'

interface Line {
  member: { id: string; name: string }
  pinyin: string
}

const initials = ({ pinyin }: Line) =>
  pinyin
    .split(' ')
    .map((syllable) => syllable[0])
    .join('')

/** Two people of the sheet who are found by their initials alone, and are not `besides`. */
function exceptions(lines: Line[], besides: string | null): [Line, Line] {
  const alone = lines.filter(
    (line) =>
      line.member.id !== besides &&
      lines.filter((other) => initials(other).startsWith(initials(line))).length === 1,
  )
  const [first, second] = [alone[0], alone[1]]
  if (first === undefined || second === undefined) throw new Error('the first branch has too few members')
  return [first, second]
}

/** Types on the keyboard and counts: what a sheet costs the recorder. */
function typist(page: Page) {
  let count = 0
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
    count += keys.length
  }
  return { press, type: (text: string) => press(...text), count: () => count }
}

const CITY_DAY_MS = 86_400_000
const yesterday = () => new Date(Date.now() + 8 * 3_600_000 - CITY_DAY_MS).toISOString().slice(0, 10)

it('goes from a plan over the sheet, filled in by keyboard, to hours and points that the member sees', async () => {
  const topic = uniqueTitle('专题研讨：党章')
  const secretary = await openPage('branch_secretary', '/study-sessions')
  await secretary.getByRole('link', { name: '安排学习' }).waitFor()
  await screenshots(secretary, 'study-sessions')
  await secretary.keyboard.press('n')
  await secretary.getByLabel('学习主题').fill(topic)
  await secretary.getByText('按时长', { exact: true }).click()
  await secretary.getByLabel('日期').fill(yesterday())
  await secretary.getByLabel('日期').press('Tab')
  await secretary.getByLabel('开始').fill('14:30')
  await secretary.getByLabel('结束').fill('16:00')
  await secretary.getByText('计 2 学时：90 分钟').waitFor()
  await screenshots(secretary, 'study-session-new')
  await secretary.getByRole('button', { name: '安排学习' }).click()
  await secretary.getByRole('heading', { name: topic, level: 1 }).waitFor()
  const path = new URL(secretary.url()).pathname

  const clerk = await openPage('branch_clerk', path)
  await clerk.getByRole('button', { name: '开始登记到会' }).click()
  await clerk.getByRole('dialog').getByRole('button', { name: '开始登记到会' }).click()
  await clerk.getByRole('heading', { name: /谁到会了/ }).waitFor()
  const { lines } = await getAs<{ lines: Line[] }>(
    'branch_clerk',
    `/study-sessions/${path.split('/').at(-1)}/attendance`,
  )
  const own = await getAs<{ member_id: string | null }>('member', '/me')
  const [onLeave, away] = exceptions(lines, own.member_id)
  const hands = typist(clerk)
  await clerk.getByRole('dialog').waitFor({ state: 'detached' })
  await hands.press('e')
  await hands.press('/')
  await hands.type(initials(onLeave))
  await hands.press('Enter', 'l', 'Enter')
  await clerk.keyboard.insertText('因公出差')
  await hands.press('Enter', '/')
  await hands.type(initials(away))
  await hands.press('Enter', 'a')
  await clerk.getByText(`到会 ${lines.length - 2} / 应到 ${lines.length}`).waitFor()
  await screenshots(clerk, 'study-sheet')
  const sheetRead = clerk.waitForResponse(/\/attendance$/)
  // Whose changes were kept is known last: they come back all the same.
  await clerk.route('**/api/v1/me', async (route) => {
    await sheetRead
    await route.continue()
  })
  await clerk.reload()
  await clerk.getByText(`改动 ${lines.length} 人`).waitFor()
  await clerk.getByRole('list', { name: '到会登记' }).getByRole('button').first().focus()
  await hands.press('Control+s')
  await clerk.getByText('到会情况已保存').waitFor()
  expect(hands.count()).toBeLessThan(30)

  await secretary.reload()
  await secretary.getByRole('button', { name: '确认到会情况' }).click()
  const confirming = secretary.getByRole('dialog')
  await confirming.getByText(`${lines.length - 2} 条学习记录，共 ${(lines.length - 2) * 2} 学时`).waitFor()
  await confirming.getByRole('button', { name: '确认到会情况' }).click()
  await secretary.getByText('本次办理后').waitFor()
  await screenshots(secretary, 'study-session')

  const member = await openPage('member', '/')
  await member.getByText(/学时$/).first().waitFor()
  expect(await member.getByText('目前没有等您办理的事项').count()).toBe(0)
  await screenshots(member, 'home-member')
  await member.goto('/study-sessions')
  await member
    .getByRole('link', { name: new RegExp(`${topic.slice(0, 8)}.*我：到会`) })
    .first()
    .waitFor()
  await screenshots(member, 'study-sessions-member')
})

it('takes a declaration of self-study to somebody else of the branch, and into the member’s file', async () => {
  const member = await openPage('member', '/study-records/new')
  const title = uniqueTitle('自学《纪律处分条例》')
  await member.getByLabel('事项').fill(title)
  await member.getByLabel('学时', { exact: true }).fill('2')
  await screenshots(member, 'study-record-new')
  await member.getByLabel('学时', { exact: true }).press('Enter')
  await member.getByRole('heading', { name: title, level: 1 }).waitFor()
  expect(await member.getByRole('button', { name: '确认', exact: true }).count()).toBe(0)

  const clerk = await openPage('branch_clerk', '/study-records')
  await clerk.getByRole('link', { name: title }).waitFor()
  await screenshots(clerk, 'study-records')
  await clerk.getByRole('link', { name: title }).click()
  await clerk.getByRole('button', { name: '确认', exact: true }).click()
  await clerk.getByRole('dialog').getByRole('button', { name: '确认', exact: true }).click()
  await clerk.getByText('已确认', { exact: true }).first().waitFor()
  await screenshots(clerk, 'study-record')
  const own = await getAs<{ member_id: string }>('member', '/me')
  await clerk.goto(`/members/${own.member_id}?tab=study`)
  await clerk.getByRole('link', { name: title }).waitFor()
  await screenshots(clerk, 'member-study')
})
