import { describe, expect, it } from 'vitest'
import { listenForShortcuts, matchKeys, shortcutStore } from './shortcuts'

const shortcut = (keys: string, run = () => undefined) => ({ keys, label: keys, run })

function press(key: string, target: EventTarget = document.body) {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

describe('shortcuts', () => {
  it('completes sequences, and the latest offer wins', () => {
    const [page, dialog] = [shortcut('n'), shortcut('n')]
    expect(matchKeys([page, dialog], 'n').hit).toBe(dialog)
    expect(matchKeys([shortcut('g h')], 'g')).toEqual({ hit: undefined, partial: true })
    expect(matchKeys([shortcut('g h')], 'g x')).toEqual({ hit: undefined, partial: false })
  })

  it('runs a sequence, and stays quiet while somebody types', () => {
    const ran: string[] = []
    shortcutStore.set([
      { keys: 'g h', label: '', run: () => ran.push('home') },
      { keys: '/', label: '', run: () => ran.push('search') },
    ])
    const stop = listenForShortcuts()
    const input = document.body.appendChild(document.createElement('input'))
    press('g')
    press('h')
    press('/', input)
    press('h')
    press('/')
    stop()
    press('/')
    shortcutStore.set([])
    expect(ran).toEqual(['home', 'search'])
  })
})
