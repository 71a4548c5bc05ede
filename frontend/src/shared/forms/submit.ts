import { useMutation } from '@tanstack/react-query'
import type { FormInstance } from 'antd/es/form'
import { useRef } from 'react'
import { Unreachable } from '@/shared/api/problem'
import { randomUuid } from '@/shared/browser/uuid'
import { useReportProblem } from './problems'

interface Options<V, R> {
  /** Sends the values; a POST passes `idempotencyKey` on as the `Idempotency-Key` header. */
  send: (values: V, idempotencyKey: string) => Promise<R>
  onDone?: (result: R, values: V) => void | Promise<void>
  /** Called before the problem is shown; return true when it has been dealt with. */
  onProblem?: (error: unknown) => boolean
  form?: FormInstance
}

/**
 * Send a form once, however often people press the button.
 *
 * The idempotency key stays the same while no answer came and the values did not change, so that a
 * repeat after a broken line cannot register twice; any answer from the server ends its life.
 */
export function useSubmit<V, R>({ send, onDone, onProblem, form }: Options<V, R>) {
  const attempt = useRef<{ key: string; values: string } | null>(null)
  const report = useReportProblem(form)
  const mutation = useMutation({
    mutationFn: (values: V) => {
      // A step without values (delete, reset) has no JSON of its own.
      const fingerprint = JSON.stringify(values) ?? ''
      if (attempt.current?.values !== fingerprint) {
        attempt.current = { key: randomUuid(), values: fingerprint }
      }
      return send(values, attempt.current.key)
    },
    onSuccess: async (result, values) => {
      attempt.current = null
      await onDone?.(result, values)
    },
    onError: (error) => {
      if (!(error instanceof Unreachable)) attempt.current = null
      if (onProblem?.(error) !== true) report(error)
    },
  })
  return {
    pending: mutation.isPending,
    submit: (values: V) => {
      if (!mutation.isPending) mutation.mutate(values)
    },
  }
}
