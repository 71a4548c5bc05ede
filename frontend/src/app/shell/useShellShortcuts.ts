import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { listenForShortcuts, type Shortcut, shortcutStore, useShortcut } from '@/shared/keyboard/shortcuts'
import { shellTexts } from './texts'
import { useMenu } from './useMenu'

/** The shortcuts that work everywhere: search, help, and `g` with a letter for each place of the menu. */
export function useShellShortcuts(onHelp: () => void): void {
  const t = useText(shellTexts)
  const language = useLanguage()
  const navigate = useNavigate()
  const places = useMenu().flatMap(({ entries }) => entries)
  const offered = places.map(({ path, letter }) => `${letter} ${path}`).join(',')

  useEffect(listenForShortcuts, [])
  useShortcut('/', t.search, () =>
    document.querySelector<HTMLElement>('[data-search] input, input[data-search]')?.focus(),
  )
  useShortcut('?', t.help, onHelp)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `offered` stands for the list, which is new at every render
  useEffect(() => {
    const jumps = places.flatMap(({ path, label, letter }): Shortcut[] =>
      letter ? [{ keys: `g ${letter}`, label: t.goTo(label[language]), run: () => void navigate(path) }] : [],
    )
    shortcutStore.set([...shortcutStore.get(), ...jumps])
    return () => shortcutStore.set(shortcutStore.get().filter((shortcut) => !jumps.includes(shortcut)))
  }, [offered, language, navigate])
}
