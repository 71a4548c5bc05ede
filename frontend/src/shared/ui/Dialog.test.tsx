import { screen } from '@testing-library/react'
import { useEffect, useState } from 'react'
import { expect, it, vi } from 'vitest'
import { rememberFocus } from '@/shared/browser/focusMemory'
import { renderApp } from '@/shared/testing/render'
import { Dialog } from './Dialog'

function Page() {
  const [open, setOpen] = useState(false)
  useEffect(rememberFocus, [])
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        催办
      </button>
      {open && (
        <Dialog title="催办" onCancel={() => setOpen(false)}>
          <label>
            意见 <input />
          </label>
        </Dialog>
      )}
    </>
  )
}

it('gives the keyboard back to the button that opened it', async () => {
  const user = renderApp(<Page />)
  await user.click(screen.getByRole('button', { name: '催办' }))
  await user.type(await screen.findByLabelText('意见'), '请抓紧')
  await user.keyboard('{Escape}')
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: '催办' })))
})
