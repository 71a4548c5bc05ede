import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { api, unwrap } from '@/shared/api/client'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { useText } from '@/shared/i18n/texts'
import { useCursorList } from '@/shared/lists/cursorList'
import { ListBody } from '@/shared/lists/ListBody'
import { text, useUrlState } from '@/shared/lists/urlState'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'
import styles from './duplicates.module.css'
import { PairCard } from './PairCard'
import { duplicateTexts } from './texts'
import type { Candidate, Pair } from './types'

const MergeDialog = lazy(() => import('./MergeDialog'))
const DismissDialog = lazy(() => import('./DismissDialog'))

const filters = { branch_id: text() }

/** 疑似重复: "who stands on the register twice?" */
export default function DuplicatesPage() {
  const t = useText(duplicateTexts)
  const client = useQueryClient()
  const [state, change] = useUrlState(filters)
  const [open, setOpen] = useState<{ what: 'merge' | 'dismiss'; pair: Pair } | null>(null)
  const list = useCursorList({
    queryKey: ['members', 'duplicates', state],
    fetchPage: (cursor) =>
      unwrap(
        api.GET('/api/v1/members/duplicates', {
          params: { query: { branch_id: state.branch_id || undefined, cursor } },
        }),
      ),
  })
  const pairs = list.items.flatMap(pairsOf)
  const close = () => setOpen(null)
  const onDone = async () => {
    close()
    await client.invalidateQueries({ queryKey: ['members'] })
  }
  return (
    <>
      <PageHeader title={t.title} note={t.note} />
      <div className={styles.filter}>
        <BranchSelect
          aria-label={t.branch}
          placeholder={t.allBranches}
          allowClear
          value={state.branch_id || null}
          onChange={(id) => change({ branch_id: id ?? '' })}
        />
      </div>
      <ListBody
        list={{ ...list, items: pairs }}
        empty={
          <Card>
            <EmptyState title={t.empty}>{t.emptyText}</EmptyState>
          </Card>
        }
      >
        <ul className={styles.pairs}>
          {pairs.map((pair) => (
            <li key={`${pair.newer.id} ${pair.older.id}`}>
              <PairCard
                pair={pair}
                onMerge={() => setOpen({ what: 'merge', pair })}
                onDismiss={() => setOpen({ what: 'dismiss', pair })}
              />
            </li>
          ))}
        </ul>
      </ListBody>
      <Suspense fallback={null}>
        {open?.what === 'merge' && <MergeDialog pair={open.pair} onDone={onDone} onClose={close} />}
        {open?.what === 'dismiss' && <DismissDialog pair={open.pair} onDone={onDone} onClose={close} />}
      </Suspense>
    </>
  )
}

function pairsOf({ member, alike }: Candidate): Pair[] {
  return alike.map((other) => ({
    newer: member,
    older: other.member,
    grounds: other.grounds,
    idPlaces: other.id_places,
  }))
}
