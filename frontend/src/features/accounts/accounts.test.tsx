import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { renderApp } from '@/shared/testing/render'
import type { Account } from './labels'
import { OneTimePassword } from './OneTimePassword'
import { possibleSteps } from './SecurityCard'

const account: Account = {
  id: 'a1',
  username: 'shen.zhixing',
  display_name: '沈知行',
  kind: 'person',
  home_branch: null,
  member_id: null,
  state: 'open',
  locked_until: null,
  closed_at: null,
  password_expires_on: null,
  must_change_password: false,
  second_factor: false,
  grants: [],
  created_at: '2026-11-01T00:00:00Z',
  updated_at: '2026-11-01T00:00:00Z',
  version: 1,
}

describe('the steps of an account', () => {
  it('fit its state', () => {
    expect(possibleSteps(account)).toEqual(['resetPassword', 'close'])
    expect(possibleSteps({ ...account, second_factor: true, state: 'locked' })).toEqual([
      'resetPassword',
      'resetFactor',
      'unlock',
      'close',
    ])
    expect(possibleSteps({ ...account, state: 'closed' })).toEqual(['reopen'])
  })
})

describe('a one-time password', () => {
  it('is shown with the hint to change it, copied, and closed by the button alone', async () => {
    const onClose = vi.fn()
    const user = renderApp(
      <OneTimePassword account={{ ...account, one_time_password: 'Mi2k-Xi8y' }} onClose={onClose} />,
    )
    expect(screen.getByText('Mi2k-Xi8y')).toBeTruthy()
    expect(screen.getByText(/首次登录时必须修改/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: '复制' }))
    await waitFor(async () => expect(await navigator.clipboard.readText()).toBe('Mi2k-Xi8y'))
    await user.keyboard('{Escape}')
    expect(onClose).not.toHaveBeenCalled()
    await user.click(screen.getByRole('button', { name: '已转告，关闭' }))
    expect(onClose).toHaveBeenCalledOnce()
  })
})
