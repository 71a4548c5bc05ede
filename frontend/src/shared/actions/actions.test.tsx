import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { renderApp } from '@/shared/testing/render'
import { ActionBar } from './ActionBar'
import ActionDialog from './ActionDialog'

const accept = { action: 'accept', label: '签收', required: [], optional: [] }
const decline = { action: 'decline', label: '退回交办方', required: ['comment'], optional: [] }

describe('ActionBar', () => {
  it('makes the first step the main button and keeps the rest in the menu, with reasons for closed steps', async () => {
    const onAction = vi.fn()
    const user = renderApp(
      <ActionBar
        actions={[accept, decline]}
        unavailable={[{ action: 'close', label: '销号', reason: '协办单位尚未全部反馈' }]}
        onAction={onAction}
      />,
    )
    await user.click(screen.getByRole('button', { name: '签收' }))
    expect(onAction).toHaveBeenLastCalledWith(accept)
    expect(screen.queryByText('退回交办方')).toBeNull()
    await user.click(screen.getByRole('button', { name: /更多操作/ }))
    expect(await screen.findByText('协办单位尚未全部反馈')).toBeTruthy()
    await user.click(screen.getByText('销号'))
    expect(onAction).toHaveBeenCalledTimes(1)
    await user.click(screen.getByText('退回交办方'))
    expect(onAction).toHaveBeenLastCalledWith(decline)
  })

  it('says so when there is nothing to do', () => {
    renderApp(<ActionBar actions={[]} onAction={() => undefined} />)
    expect(screen.getByText('目前没有需要您办理的操作')).toBeTruthy()
  })
})

describe('ActionDialog', () => {
  it('asks for the required fields and sends exactly them', async () => {
    const send = vi.fn(async (values: Record<string, unknown>) => values)
    const onDone = vi.fn()
    const user = renderApp(
      <ActionDialog
        action={{
          action: 'report',
          label: '反馈进展',
          required: ['progress_percent', 'comment'],
          optional: [],
        }}
        recordKey="ticket:1"
        initialValues={{ progress_percent: 30 }}
        send={send}
        onDone={onDone}
        onCancel={() => undefined}
      />,
    )
    await user.click(screen.getByRole('button', { name: '反馈进展' }))
    expect(await screen.findByText('请填写说明')).toBeTruthy()
    expect(send).not.toHaveBeenCalled()
    await user.type(screen.getByLabelText('说明'), '已召开部署会')
    await user.click(screen.getByRole('button', { name: '反馈进展' }))
    await waitFor(() => expect(onDone).toHaveBeenCalled())
    expect(send.mock.calls[0]?.[0]).toEqual({ progress_percent: 30, comment: '已召开部署会' })
  })
})
