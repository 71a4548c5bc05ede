import Button from 'antd/es/button'
import Select from 'antd/es/select'
import { Link, useNavigate } from 'react-router'
import { api, unwrap } from '@/shared/api/client'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { useShortcut } from '@/shared/keyboard/shortcuts'
import { useCursorList } from '@/shared/lists/cursorList'
import { FilterBar } from '@/shared/lists/FilterBar'
import { ListBody } from '@/shared/lists/ListBody'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { manyOf, text, useUrlState } from '@/shared/lists/urlState'
import { useCan } from '@/shared/session/me'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'
import styles from './accounts.module.css'
import { type Account, type AccountState, options, ROLES, type Role, STATES } from './labels'
import { StateBadge } from './StateBadge'
import { accountTexts } from './texts'

const filters = {
  q: text(),
  role: manyOf(Object.keys(ROLES) as Role[]),
  state: manyOf(Object.keys(STATES) as AccountState[]),
  branch_id: text(),
}

export default function AccountListPage() {
  const t = useText(accountTexts)
  const language = useLanguage()
  const can = useCan()
  const navigate = useNavigate()
  const [state, change] = useUrlState(filters)
  const mayManage = can('account:manage')
  useShortcut('n', t.create, () => navigate('/accounts/new'), mayManage)
  const list = useCursorList({
    queryKey: ['accounts', 'list', state],
    fetchPage: (cursor) =>
      unwrap(
        api.GET('/api/v1/accounts', {
          params: {
            query: {
              q: state.q || undefined,
              role: state.role,
              state: state.state,
              branch_id: state.branch_id || undefined,
              cursor,
              with_total: true,
            },
          },
        }),
      ),
  })
  const active = [state.role.length, state.state.length, state.branch_id].filter(Boolean).length
  const create = mayManage && (
    <Button type="primary" onClick={() => navigate('/accounts/new')}>
      {t.create}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={t.title}
        aside={list.total !== undefined && t.total(list.total)}
        note={t.note}
        actions={create}
      />
      <FilterBar
        search={state.q}
        onSearch={(q) => change({ q }, { replace: true })}
        placeholder={t.search}
        filters={
          <>
            <Select<Role[]>
              mode="multiple"
              aria-label={t.role}
              placeholder={t.allRoles}
              className={styles.filter}
              maxTagCount="responsive"
              value={state.role}
              onChange={(role) => change({ role })}
              options={options(ROLES, language)}
            />
            <Select<AccountState[]>
              mode="multiple"
              aria-label={t.state}
              placeholder={t.allStates}
              className={styles.filter}
              maxTagCount="responsive"
              value={state.state}
              onChange={(chosen) => change({ state: chosen })}
              options={options(STATES, language)}
            />
            <div className={styles.branchFilter}>
              <BranchSelect
                aria-label={t.branch}
                placeholder={t.allBranches}
                allowClear
                value={state.branch_id || null}
                onChange={(id) => change({ branch_id: id ?? '' })}
              />
            </div>
          </>
        }
        activeCount={active}
        onClear={() => change({ role: [], state: [], branch_id: '' })}
      />
      <ListBody
        list={list}
        empty={
          <Card>
            {state.q || active > 0 ? (
              <EmptyState title={t.nothing}>{t.nothingText}</EmptyState>
            ) : (
              <EmptyState title={t.empty} actions={create}>
                {t.emptyText}
              </EmptyState>
            )}
          </Card>
        }
      >
        <ul className={styles.rows} onKeyDown={onRowKeys}>
          {list.items.map((account) => (
            <AccountRow key={account.id} account={account} />
          ))}
        </ul>
      </ListBody>
    </>
  )
}

const SHOWN_ROLES = 2

function AccountRow({ account }: { account: Account }) {
  const t = useText(accountTexts)
  const shown = account.grants.slice(0, SHOWN_ROLES)
  return (
    <li className={styles.entry}>
      <Link data-row className={styles.row} to={`/accounts/${account.id}`}>
        <span className={styles.person}>
          <b>{account.display_name}</b>
          <span className={styles.quiet}>{account.username}</span>
        </span>
        <span className={styles.roles}>
          {shown.length === 0 && <span className={styles.quiet}>{t.noRole}</span>}
          {shown.map((grant) => (
            <span key={grant.id}>
              {grant.role_label}
              <span className={styles.quiet}> · {grant.branch?.name ?? '—'}</span>
            </span>
          ))}
          {account.grants.length > SHOWN_ROLES && (
            <span className={styles.quiet}>{t.moreRoles(account.grants.length)}</span>
          )}
        </span>
        <StateBadge state={account.state} />
        <span className={styles.quiet}>
          {t.secondFactor}
          {account.second_factor ? t.bound : t.notBound}
        </span>
      </Link>
    </li>
  )
}
