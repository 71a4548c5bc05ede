import Button from 'antd/es/button'
import Form from 'antd/es/form'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { toast } from '@/shared/ui/toast'
import { askForTransfer, useOwnTransfers, useRefreshAfter } from './api'
import styles from './form/form.module.css'
import { formTexts } from './form/texts'
import { DestinationField, OutsideFields, ReasonField } from './form/WishFields'
import { TransferCards } from './list/TransferCards'
import type { WishInput } from './types'

/** 我的组织关系转接: where my relation goes, and how I ask for it. */
export default function OwnTransfersPage() {
  const t = useText(formTexts)
  const own = useOwnTransfers()
  const [params] = useSearchParams()
  const [asking, setAsking] = useState(params.get('ask') === 'true')
  const begin = (
    <Button type="primary" onClick={() => setAsking(true)}>
      {t.ask}
    </Button>
  )
  return (
    <>
      <PageHeader title={t.mine} actions={!asking && own.data && own.data.length > 0 && begin} />
      {asking && <AskForm onDone={() => setAsking(false)} />}
      {own.isPending && <Loading />}
      {own.isError && <LoadFailure error={own.error} onRetry={() => void own.refetch()} />}
      {own.data && own.data.length === 0 && !asking && (
        <EmptyState title={t.ownEmpty} actions={begin}>
          {t.ownEmptyText}
        </EmptyState>
      )}
      {own.data && <TransferCards transfers={own.data} />}
    </>
  )
}

function AskForm({ onDone }: { onDone: () => void }) {
  const t = useText(formTexts)
  const refresh = useRefreshAfter()
  const [way, setWay] = useState<'branch' | 'outside'>('branch')
  const [form] = Form.useForm<WishInput>()
  const { pending, submit } = useSubmit({
    form,
    send: askForTransfer,
    onDone: async (transfer) => {
      toast.done(t.saved)
      onDone()
      await refresh(transfer)
    },
  })
  return (
    <Card className={styles.sheet} title={t.ask}>
      <p className={styles.help}>{t.askHelp}</p>
      <div className={styles.ways}>
        <ChoiceTabs
          label={t.ways}
          choices={(['branch', 'outside'] as const).map((key) => ({ key, label: t[key] }))}
          chosen={way}
          onChoose={setWay}
        />
      </div>
      <SubmitForm form={form} onSubmit={submit} label={t.ask}>
        {way === 'outside' ? <OutsideFields name="outside" /> : <DestinationField />}
        <ReasonField />
        <Button type="primary" htmlType="submit" loading={pending}>
          {t.askSubmit}
        </Button>
      </SubmitForm>
    </Card>
  )
}
