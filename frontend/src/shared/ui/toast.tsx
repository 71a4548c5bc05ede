import { createStore, useStore } from '@/shared/browser/store'
import { randomUuid } from '@/shared/browser/uuid'
import { defineTexts, useText } from '@/shared/i18n/texts'
import styles from './toast.module.css'

const texts = defineTexts({ close: '关闭提示', region: '提示' }, { close: 'Dismiss', region: 'Notices' })

type Tone = 'done' | 'problem'

interface Toast {
  id: string
  tone: Tone
  text: string
}

const MOST = 3
const STAY_MS: Record<Tone, number> = { done: 4_000, problem: 10_000 }

const toastStore = createStore<readonly Toast[]>([])

const dismiss = (id: string) => toastStore.set(toastStore.get().filter((toast) => toast.id !== id))

function show(tone: Tone, text: string): void {
  const id = randomUuid()
  const others = toastStore.get().filter((toast) => toast.text !== text)
  toastStore.set([...others, { id, tone, text }].slice(-MOST))
  window.setTimeout(() => dismiss(id), STAY_MS[tone])
}

/** A short notice at the top of the page, read out by screen readers. */
export const toast = {
  done: (text: string) => show('done', text),
  problem: (text: string) => show('problem', text),
}

/** Where notices appear; once per application. */
export function Toaster() {
  const t = useText(texts)
  const toasts = useStore(toastStore)
  return (
    <section className={`${styles.region} no-print`} aria-live="assertive" aria-label={t.region}>
      {toasts.map(({ id, tone, text }) => (
        <div key={id} className={`${styles.toast} ${styles[tone]}`}>
          <span aria-hidden="true">{tone === 'done' ? '✓' : '!'}</span>
          <p>{text}</p>
          <button type="button" aria-label={t.close} onClick={() => dismiss(id)}>
            ×
          </button>
        </div>
      ))}
    </section>
  )
}
