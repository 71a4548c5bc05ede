import type { Language } from '@/shared/i18n/preferences'
import { defineTexts, textIn } from '@/shared/i18n/texts'
import { Problem, Unreachable } from './problem'

const texts = defineTexts(
  {
    unreachable: '连接不上服务器。请检查网络后重试，已填写的内容会保留。',
    serverError: '服务器出了点问题，操作没有完成。请稍后重试；仍不行时，请把编号告诉管理员。',
    http: (status: number) => `服务器没有给出可读的答复（HTTP ${status}）。请稍后重试。`,
    unexpected: '页面出现意外错误。请刷新后重试。',
    reference: (id: string) => `编号 ${id}`,
  },
  {
    unreachable: 'The server cannot be reached. Check the network and try again; what you typed is kept.',
    serverError:
      'The server failed and nothing was done. Try again later; if it stays, give the reference to your administrator.',
    http: (status) => `The server gave no readable answer (HTTP ${status}). Try again later.`,
    unexpected: 'Something unexpected happened. Reload the page and try again.',
    reference: (id) => `Reference ${id}`,
  },
)

/** What to tell a person about a failed request: what was wrong and what to do. */
export interface Explanation {
  message: string
  /** The request's id, worth quoting to an administrator; only for failures of the server. */
  reference: string | undefined
}

export function explain(error: unknown, language: Language): Explanation {
  const t = textIn(texts, language)
  if (error instanceof Unreachable) return { message: t.unreachable, reference: undefined }
  if (!(error instanceof Problem)) return { message: t.unexpected, reference: undefined }
  if (error.code === 'http') return { message: t.http(error.status), reference: undefined }
  if (error.status >= 500) {
    return { message: t.serverError, reference: error.requestId && t.reference(error.requestId) }
  }
  return { message: error.message, reference: undefined }
}
