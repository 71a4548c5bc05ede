import { act, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { sessionStore } from '@/shared/session/session'
import { renderApp } from '@/shared/testing/render'
import { useMember } from '../api'
import { aChange, aMember } from '../testing'
import { MemberActions } from './MemberActions'
import { SealedCard } from './SealedCard'
import StepDialog from './StepDialog'

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

const ME = { account: { id: 'a-2' }, grants: [], permissions: ['member:manage'] }

const convert = {
  action: 'convert',
  label: '转为正式党员',
  required: ['occurred_on', 'document'],
  optional: [],
}
const order = { action: 'order_correction', label: '限期改正', required: ['until'], optional: [] }

/** Answers the session by itself, the rest by `answer`; keeps what was posted. */
function stubServer(answer: (request: Request) => Response) {
  const sent: { path: string; body: unknown; version: string | null }[] = []
  localStorage.setItem('dj.refresh-token', 'r')
  sessionStore.set({ status: 'signed-in', passwordChangeRequired: false, secondFactorSetupRequired: false })
  vi.stubGlobal('fetch', async (input: Request | string) => {
    if (typeof input === 'string') return json({ access_token: 't', expires_in: 900 })
    const path = new URL(input.url).pathname
    if (path.endsWith('/me')) return json(ME)
    if (path.endsWith('/codes')) return json({ items: [] })
    if (input.method === 'POST') {
      sent.push({ path, body: await input.clone().json(), version: input.headers.get('If-Match') })
    }
    return answer(input)
  })
  return sent
}

afterEach(() => {
  vi.useRealTimers()
})

it('shows a sealed value for a reason alone, and hides it again after a minute', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const sent = stubServer(() => json({ values: { phone: '13812340001' } }))
  const user = renderApp(<SealedCard member={aMember()} />)
  expect(screen.queryByText('13812340001')).toBeNull()
  await user.click(screen.getByRole('button', { name: '查看完整的联系电话' }))
  await user.click(await screen.findByRole('button', { name: '查看并记录' }))
  expect(await screen.findByText('请说明查看理由（至少 2 个字）')).toBeTruthy()
  expect(sent).toEqual([])
  await user.type(screen.getByLabelText('查看理由'), '走访慰问')
  await user.click(screen.getByRole('button', { name: '查看并记录' }))
  expect(await screen.findByText('13812340001')).toBeTruthy()
  expect(sent[0]?.body).toEqual({ fields: ['phone'], reason: '走访慰问' })
  expect(screen.getByText(/本次查看已记录/)).toBeTruthy()
  act(() => vi.advanceTimersByTime(61_000))
  expect(screen.queryByText('13812340001')).toBeNull()
  expect(screen.getByText('138****0001')).toBeTruthy()
})

it('offers no eye to who may not look, nor on what was never given', () => {
  stubServer(() => json({}))
  renderApp(<SealedCard member={aMember({ may_reveal: false, address: null })} />)
  expect(screen.queryByRole('button')).toBeNull()
  expect(screen.getByText('未填写')).toBeTruthy()
})

it('puts only a usual step under the finger', () => {
  stubServer(() => json({}))
  renderApp(<MemberActions member={aMember({ available_actions: [order] })} />)
  expect(screen.queryByRole('button', { name: '限期改正' })).toBeNull()
  expect(screen.getByRole('button', { name: /办理/ })).toBeTruthy()
})

function Step({ onClose }: { onClose: () => void }) {
  const { data } = useMember(aMember().id)
  return data ? <StepDialog member={data} action={convert} onClose={onClose} /> : null
}

it('says who was faster and what changed, then sends the same with the new version', async () => {
  const stale = { title: '已过期', status: 412, code: 'stale_version' }
  let version = 3
  const sent = stubServer((request) => {
    if (request.url.endsWith('/history')) {
      return json({ items: [aChange({ changes: { post: ['科员', '副科长'] } })] })
    }
    const answer = json(aMember({ version, available_actions: [convert] }))
    if (request.method !== 'POST' || version === 4) return answer
    version = 4
    return json(stale, 412)
  })
  const onClose = vi.fn()
  const user = renderApp(<Step onClose={onClose} />)
  await user.type(await screen.findByLabelText('支部党员大会通过日期'), '2026-11-20{Enter}')
  await user.type(screen.getByLabelText('依据文件'), '会议记录')
  await user.click(screen.getByRole('button', { name: '转为正式党员' }))
  expect(await screen.findByText(/韩文远 办理了“更正信息”/)).toBeTruthy()
  expect(screen.getByText('工作岗位：科员 → 副科长')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '刷新' }))
  expect(await screen.findByText('已刷新为最新情况，请核对后再提交。')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '转为正式党员' }))
  await waitFor(() => expect(onClose).toHaveBeenCalled())
  const body = { action: 'convert', occurred_on: '2026-11-20', document: '会议记录' }
  expect(sent.map(({ body: was, version: at }) => [was, at])).toEqual([
    [body, '"3"'],
    [body, '"4"'],
  ])
})

it('names the regulation on which a refusal rests', async () => {
  const refusal = {
    title: '与当前状态冲突',
    status: 409,
    code: 'member.probation_running',
    rule: '《中国共产党发展党员工作细则》（2026）第三十一条',
    errors: [
      { pointer: '/occurred_on', code: 'member.probation_running', message: '预备期至 2027-06-08 届满' },
    ],
  }
  stubServer((request) =>
    request.method === 'POST' ? json(refusal, 409) : json(aMember({ available_actions: [convert] })),
  )
  const onClose = vi.fn()
  const user = renderApp(<Step onClose={onClose} />)
  await user.type(await screen.findByLabelText('支部党员大会通过日期'), '2026-11-20{Enter}')
  await user.type(screen.getByLabelText('依据文件'), '会议记录')
  await user.click(screen.getByRole('button', { name: '转为正式党员' }))
  expect(await screen.findByText('预备期至 2027-06-08 届满')).toBeTruthy()
  expect(screen.getByText(/依据：《中国共产党发展党员工作细则》/)).toBeTruthy()
  expect(onClose).not.toHaveBeenCalled()
})
