import { useQueryClient } from '@tanstack/react-query'
import { isProblem } from '@/shared/api/problem'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { toast } from '@/shared/ui/toast'
import { amendRow, keys, type RowQuery } from '../api'
import type { ImportField, ImportRow, ImportRowPage } from '../types'
import { previewTexts } from './texts'

interface Change {
  row: ImportRow
  cells: Partial<Record<ImportField, string>>
}

/**
 * Write cells of a row; the row stays in view with its new state, though the filter may no longer mean it, so that
 * one sees what became of it.
 */
export function useRowSaving(importId: string, query: RowQuery, onSaved?: () => void) {
  const t = useText(previewTexts)
  const client = useQueryClient()
  return useSubmit({
    send: ({ row, cells }: Change) => amendRow(importId, row, cells),
    onDone: (checked, { row }) => {
      toast.done(t.fixed(checked.number, checked.state_label))
      client.setQueryData<ImportRowPage>(
        keys.page(importId, query),
        (page) =>
          page && {
            ...page,
            items: page.items.map((one) => (one.number === checked.number ? checked : one)),
          },
      )
      const others = row.twins.length + checked.twins.length > 0
      void client.invalidateQueries({
        queryKey: keys.rows(importId),
        refetchType: others ? 'active' : 'none',
      })
      void client.invalidateQueries({ queryKey: keys.one(importId) })
      onSaved?.()
    },
    onProblem: (error) => {
      if (isProblem(error) && error.status === 412) {
        void client.invalidateQueries({ queryKey: keys.rows(importId) })
      }
      return false
    },
  })
}
