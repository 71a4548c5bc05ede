import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { useParams } from 'react-router'
import { useRecordDay } from '@/shared/format/useRecordDay'
import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { KINDS } from '@/shared/points/labels'
import { thisYear } from '@/shared/points/year'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { Facts } from '@/shared/ui/Facts'
import { PageHeader } from '@/shared/ui/PageHeader'
import { PrintButton } from '@/shared/ui/PrintButton'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { useScheme } from './schemes/api'
import { PreviewCard } from './schemes/PreviewCard'
import { RulesCard } from './schemes/RulesCard'
import { schemeTexts } from './schemes/texts'
import type { Scheme } from './types'
import { useRules } from './useRules'

const ConfirmDialog = lazy(() => import('./schemes/ConfirmDialog'))
const SchemeDialog = lazy(() => import('./schemes/SchemeDialog'))

/** 积分办法: "what earns how much, and what would last year have given?" */
export default function SchemePage() {
  const { id = '' } = useParams()
  const t = useText(schemeTexts)
  const scheme = useScheme(id)
  if (scheme.data) return <View key={id} scheme={scheme.data} />
  return (
    <>
      <PageHeader title={t.title} />
      {scheme.isPending ? (
        <Loading />
      ) : (
        <LoadFailure error={scheme.error} onRetry={() => void scheme.refetch()} />
      )}
    </>
  )
}

function View({ scheme }: { scheme: Scheme }) {
  const t = useText(schemeTexts)
  const label = useLabel()
  const said = useRecordDay()
  const editable = scheme.manageable && scheme.state !== 'frozen'
  return (
    <>
      <PageHeader
        title={scheme.title}
        aside={<span className={styles.state}>{scheme.state_label}</span>}
        actions={
          <>
            <PrintButton />
            {editable && <Steps scheme={scheme} />}
          </>
        }
      />
      <div className={styles.stack}>
        {scheme.state === 'frozen' && <p className={styles.notice}>{t.frozenNote}</p>}
        <Card>
          <Facts
            facts={[
              [t.branch, scheme.branch?.name],
              [t.year, String(scheme.year)],
              [t.kind, label(KINDS[scheme.kind])],
              [t.base, String(scheme.base)],
              [t.edges, scheme.bands.join(' / ')],
              [t.publish, said(scheme.published_on)],
            ]}
          />
        </Card>
        <RulesCard scheme={scheme} editable={editable} />
        {editable && <PreviewCard scheme={scheme} />}
      </div>
    </>
  )
}

/** A draft is changed and published, a year that is over is frozen. */
function Steps({ scheme }: { scheme: Scheme }) {
  const t = useText(schemeTexts)
  const rules = useRules(scheme.id)
  const [open, setOpen] = useState<'amend' | 'publish' | 'freeze' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      {scheme.state === 'draft' && (
        <>
          <Button onClick={() => setOpen('amend')}>{t.amend}</Button>
          <Button type="primary" disabled={!rules.data?.length} onClick={() => setOpen('publish')}>
            {t.publish}
          </Button>
        </>
      )}
      {scheme.state === 'published' && scheme.year < thisYear() && (
        <Button type="primary" onClick={() => setOpen('freeze')}>
          {t.freeze}
        </Button>
      )}
      <Suspense>
        {open === 'amend' && (
          <SchemeDialog scheme={scheme} year={scheme.year} onDone={close} onClose={close} />
        )}
        {(open === 'publish' || open === 'freeze') && (
          <ConfirmDialog step={open} scheme={scheme} onClose={close} />
        )}
      </Suspense>
    </>
  )
}
