import { screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { renderApp } from '@/shared/testing/render'
import { NODES, TEXT } from '../testing'
import { OutlinePane } from './OutlinePane'
import { flatten } from './outline'
import { TextPane } from './TextPane'
import { tickStates } from './ticks'

const outline = flatten(NODES)

function paneProps(chosen: string[] = []) {
  return {
    outline,
    ticks: tickStates(outline, chosen),
    activeId: null,
    readOnly: false,
    onActive: vi.fn(),
    onToggle: vi.fn(),
    onChooseLeaves: vi.fn(),
  }
}

const row = (name: RegExp) => screen.getByRole('treeitem', { name })

describe('the outline', () => {
  it('shows ticks, doubts in words, and folds the trimmings', async () => {
    const user = renderApp(<OutlinePane {...paneProps(['one'])} />)
    expect(row(/一、抓好学习/).getAttribute('aria-checked')).toBe('true')
    expect(row(/各支部每月/).getAttribute('aria-checked')).toBe('false')
    expect(row(/各支部每月/).textContent).toContain('已含在上级事项中')
    expect(row(/三、选派/).textContent).toContain('编号与上一项不连续。')
    expect(screen.queryByRole('treeitem', { name: /返回首页/ })).toBeNull()
    await user.click(screen.getByRole('button', { name: /网页多余文字 1 处/ }))
    expect(row(/返回首页/)).toBeTruthy()
  })

  it('goes by keyboard: down, fold, up to the parent, tick', async () => {
    const props = paneProps()
    const user = renderApp(<OutlinePane {...props} activeId="monthly" />)
    row(/各支部每月/).focus()
    await user.keyboard(' ')
    expect(props.onToggle).toHaveBeenLastCalledWith('monthly')
    await user.keyboard('{ArrowDown}')
    expect(props.onActive).toHaveBeenLastCalledWith('yearly')
    await user.keyboard('{ArrowLeft}')
    expect(props.onActive).toHaveBeenLastCalledWith('one')
  })

  it('folds and unfolds with the arrows', async () => {
    const user = renderApp(<OutlinePane {...paneProps()} activeId="one" />)
    row(/一、抓好学习/).focus()
    await user.keyboard('{ArrowLeft}')
    expect(row(/一、抓好学习/).getAttribute('aria-expanded')).toBe('false')
    expect(screen.queryByRole('treeitem', { name: /各支部每月/ })).toBeNull()
    await user.keyboard('{ArrowRight}')
    expect(row(/各支部每月/)).toBeTruthy()
  })

  it('chooses each sentence below on demand', async () => {
    const props = paneProps()
    const user = renderApp(<OutlinePane {...props} />)
    await user.click(screen.getByRole('button', { name: /按句选择“一、抓好学习。”/ }))
    expect(props.onChooseLeaves).toHaveBeenCalledWith('one')
    expect(props.onToggle).not.toHaveBeenCalled()
  })

  it('is for reading only without the right to register', () => {
    renderApp(<OutlinePane {...paneProps()} readOnly />)
    expect(row(/一、抓好学习/).hasAttribute('aria-checked')).toBe(false)
    expect(screen.queryByRole('button', { name: /按句选择/ })).toBeNull()
  })
})

describe('the text', () => {
  it('chooses a sentence by a click, and explains a doubt', async () => {
    const props = paneProps()
    const user = renderApp(<TextPane {...props} text={TEXT} />)
    const text = screen.getByRole('article', { name: '文件原文' })
    await user.click(within(text).getByText('年底前总结。'))
    expect(props.onToggle).toHaveBeenCalledWith('yearly')
    await user.click(within(text).getByRole('button', { name: '存疑：编号与上一项不连续。' }))
    expect(props.onActive).toHaveBeenLastCalledWith('three')
    expect(props.onToggle).toHaveBeenCalledTimes(1)
  })

  it('only shows what a click means when reading', async () => {
    const props = { ...paneProps(), readOnly: true }
    const user = renderApp(<TextPane {...props} text={TEXT} />)
    await user.click(screen.getByText('年底前总结。'))
    expect(props.onActive).toHaveBeenCalledWith('yearly')
    expect(props.onToggle).not.toHaveBeenCalled()
  })
})
