import { screen, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { sessionStore } from '@/shared/session/session'
import { renderApp } from '@/shared/testing/render'
import { useTicket } from '../api'
import { aTicket } from '../testing'
import StepDialog from './StepDialog'

const report = {
  action: 'report',
  label: '报告进展',
  required: ['progress_percent', 'comment'],
  optional: [],
}
const waive = {
  action: 'waive_feedback',
  label: '免除协办反馈',
  required: ['branch_id', 'comment'],
  optional: [],
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

const ME = { account: { id: 'a-2' }, grants: [], permissions: [] }

/** Answers the session by itself, the rest by `answer`; keeps what was sent to tickets. */
function stubServer(answer: (request: Request) => Response) {
  const sent: { body: unknown; version: string | null }[] = []
  localStorage.setItem('dj.refresh-token', 'r')
  sessionStore.set({ status: 'signed-in', passwordChangeRequired: false, secondFactorSetupRequired: false })
  vi.stubGlobal('fetch', async (input: Request | string) => {
    if (typeof input === 'string') return json({ access_token: 't', expires_in: 900 })
    if (input.url.endsWith('/me')) return json(ME)
    if (input.method === 'POST') {
      sent.push({ body: await input.clone().json(), version: input.headers.get('If-Match') })
    }
    return answer(input)
  })
  return sent
}

function Page({ onClose }: { onClose: () => void }) {
  const { data } = useTicket(aTicket().id)
  return data ? <StepDialog ticket={data} action={report} onClose={onClose} /> : null
}

it('says who was faster, keeps what was typed, and sends with the new version after a refresh', async () => {
  const stale = {
    title: '已过期',
    status: 412,
    code: 'stale_version',
    current: { last_event: { action_label: '催办', actor: '韩文远', at: '2026-11-21T01:00:00Z' } },
  }
  let version = 4
  const sent = stubServer((request) => {
    const answer = json(aTicket({ version, available_actions: [report] }))
    if (request.method !== 'POST' || version === 5) return answer
    version = 5
    return json(stale, 412)
  })
  const onClose = vi.fn()
  const user = renderApp(<Page onClose={onClose} />)
  await user.type(await screen.findByLabelText('进展情况'), '已核实第二批')
  await user.click(screen.getByRole('button', { name: '报告进展' }))
  expect(await screen.findByText(/韩文远 办理了“催办”/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '刷新' }))
  expect(await screen.findByText('已刷新为最新情况，请核对后再提交。')).toBeTruthy()
  expect(onClose).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: '报告进展' }))
  await waitFor(() => expect(onClose).toHaveBeenCalled())
  const body = { action: 'report', progress_percent: 40, comment: '已核实第二批' }
  expect(sent).toEqual([
    { body, version: '"4"' },
    { body, version: '"5"' },
  ])
})

it('offers only supporting branches whose feedback is open, and takes the only one as chosen', async () => {
  const blank = {
    feedback: null,
    feedback_percent: null,
    feedback_at: null,
    waived_at: null,
    waiver_reason: null,
  }
  const ticket = aTicket({
    available_actions: [waive],
    supporting_branches: [
      {
        ...blank,
        id: 'b-done',
        name: '干部一处党支部',
        feedback: '已完成',
        feedback_at: '2026-11-01T01:00:00Z',
      },
      { ...blank, id: 'b-open', name: '望江社区党支部' },
    ],
  })
  const sent = stubServer(() => json(ticket))
  const user = renderApp(<StepDialog ticket={ticket} action={waive} onClose={() => undefined} />)
  expect(screen.getByText('望江社区党支部')).toBeTruthy()
  expect(screen.queryByText('干部一处党支部')).toBeNull()
  await user.type(screen.getByLabelText('免除理由'), '该社区已撤并')
  await user.click(screen.getByRole('button', { name: '免除协办反馈' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toEqual({ action: 'waive_feedback', branch_id: 'b-open', comment: '该社区已撤并' })
})
