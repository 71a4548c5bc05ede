import { screen } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { renderApp } from '@/shared/testing/render'
import { SearchBox } from './FilterBar'

describe('the search box', () => {
  it('forgets what was not yet searched for when the search is ended from outside', async () => {
    const onChange = vi.fn()
    function Page() {
      const [value, setValue] = useState('')
      const change = (text: string) => {
        onChange(text)
        setValue(text)
      }
      return (
        <>
          <SearchBox value={value} onChange={change} placeholder="查找" />
          <button type="button" onClick={() => setValue('')}>
            定位
          </button>
        </>
      )
    }
    const user = renderApp(<Page />)
    await user.type(screen.getByLabelText('查找'), '组织{Enter}')
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledWith('组织'))
    await user.type(screen.getByLabelText('查找'), '一处')
    await user.click(screen.getByText('定位'))
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(onChange).toHaveBeenCalledTimes(1)
    expect(screen.getByLabelText<HTMLInputElement>('查找').value).toBe('')
  })
})
