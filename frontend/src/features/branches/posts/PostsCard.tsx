import Button from 'antd/es/button'
import Checkbox from 'antd/es/checkbox'
import { lazy, Suspense, useState } from 'react'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { type Branch, type Post, usePosts, useTerms } from '../api'
import { SELECTIONS } from '../labels'
import { inOrder, isFromBefore } from './order'
import styles from './posts.module.css'
import { postTexts } from './texts'

const EndDialog = lazy(() => import('./PostDialogs').then(({ EndDialog: it }) => ({ default: it })))
const AmendDialog = lazy(() => import('./PostDialogs').then(({ AmendDialog: it }) => ({ default: it })))

interface Props {
  branch: Branch
  mayChange: boolean
  onTakeUp: () => void
}

/** Who holds which post, since when, and from which election. */
export function PostsCard({ branch, mayChange, onTakeUp }: Props) {
  const t = useText(postTexts)
  const [former, setFormer] = useState(false)
  const [chosen, setChosen] = useState<{ post: Post; step: 'end' | 'amend' } | null>(null)
  const posts = usePosts(branch.id, former)
  const present = useTerms(branch.id).data?.[0]
  const dissolved = branch.dissolved_on !== null
  const close = () => setChosen(null)
  const button = mayChange && <Button onClick={onTakeUp}>{t.takeUp}</Button>
  return (
    <Card title={t.title}>
      {posts.isPending && <Loading />}
      {posts.isError && <LoadFailure error={posts.error} onRetry={() => void posts.refetch()} compact />}
      {posts.data?.length === 0 && (
        <EmptyState title={t.empty} compact actions={button}>
          {t.emptyText}
        </EmptyState>
      )}
      <ul className={styles.posts} aria-label={t.title}>
        {inOrder(posts.data ?? []).map((post) => (
          <PostLine
            key={post.id}
            post={post}
            note={!dissolved && isFromBefore(post, present) ? t.beforeElection : undefined}
            onEnd={mayChange && post.to_on === null ? () => setChosen({ post, step: 'end' }) : undefined}
            onAmend={mayChange ? () => setChosen({ post, step: 'amend' }) : undefined}
          />
        ))}
      </ul>
      <div className={styles.foot}>
        {(posts.data?.length ?? 0) > 0 && button}
        <Checkbox checked={former} onChange={({ target }) => setFormer(target.checked)}>
          {t.former}
        </Checkbox>
      </div>
      <Suspense fallback={null}>
        {chosen?.step === 'end' && <EndDialog post={chosen.post} onClose={close} />}
        {chosen?.step === 'amend' && <AmendDialog post={chosen.post} onClose={close} />}
      </Suspense>
    </Card>
  )
}

interface LineProps {
  post: Post
  note: string | undefined
  onEnd: (() => void) | undefined
  onAmend: (() => void) | undefined
}

function PostLine({ post, note, onEnd, onAmend }: LineProps) {
  const t = useText(postTexts)
  const language = useLanguage()
  const { person_name: name, office_label: office } = post
  return (
    <li className={post.held ? undefined : styles.notHeld}>
      <span className={styles.office}>{office}</span>
      <span className={styles.person}>
        <b>{name}</b>
        <span className={styles.quiet}>
          {SELECTIONS[post.selection][language]} · {t.since} <DayText date={post.from_on} />
          {post.to_on !== null && (
            <>
              {' '}
              {t.until} <DayText date={post.to_on} />
            </>
          )}
          {post.document_no !== null && ` · ${post.document_no}`}
          {!post.held && ` · ${post.to_on === null ? t.ahead : t.ended}`}
        </span>
        {note && <span className={styles.note}>{note}</span>}
      </span>
      <span className={styles.buttons}>
        {onEnd && (
          <Button size="small" aria-label={t.endOf(name, office)} onClick={onEnd}>
            {t.end}
          </Button>
        )}
        {onAmend && (
          <Button size="small" aria-label={t.amendOf(name, office)} onClick={onAmend}>
            {t.amend}
          </Button>
        )}
      </span>
    </li>
  )
}
