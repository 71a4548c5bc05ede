import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { useCursorList } from '@/shared/lists/cursorList'
import { ListBody } from '@/shared/lists/ListBody'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { oneOf, useUrlState } from '@/shared/lists/urlState'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'
import { fetchCorrections, keys } from './api'
import { CorrectionCard } from './corrections/CorrectionCard'
import styles from './corrections/corrections.module.css'
import { correctionTexts } from './corrections/texts'
import type { CorrectionState } from './types'

const filters = { show: oneOf(['waiting', 'all'], 'waiting') }

/** 更正申请: "who says that a record is wrong?" */
export default function CorrectionListPage() {
  const t = useText(correctionTexts)
  const [{ show }, change] = useUrlState(filters)
  const of = show === 'waiting' ? { state: ['requested'] as CorrectionState[] } : {}
  const list = useCursorList({
    queryKey: keys.corrections(of),
    fetchPage: (cursor) => fetchCorrections(of, cursor),
  })
  return (
    <>
      <PageHeader title={t.title} note={t.note} />
      <div className={styles.tabs}>
        <ChoiceTabs
          label={t.states}
          choices={[
            { key: 'waiting', label: t.waiting },
            { key: 'all', label: t.all },
          ]}
          chosen={show}
          onChoose={(key) => change({ show: key })}
        />
      </div>
      <ListBody
        list={list}
        empty={<EmptyState title={show === 'waiting' ? t.empty : t.emptyAll}>{t.emptyText}</EmptyState>}
      >
        <ul className={styles.list} onKeyDown={onRowKeys}>
          {list.items.map((correction) => (
            <li key={correction.id}>
              <CorrectionCard
                correction={correction}
                heading={
                  <>
                    <Link data-row className={styles.name} to={`/members/${correction.member.id}`}>
                      {correction.member.name}
                    </Link>
                    <span className={styles.quiet}>{correction.branch.name}</span>
                  </>
                }
              />
            </li>
          ))}
        </ul>
      </ListBody>
    </>
  )
}
