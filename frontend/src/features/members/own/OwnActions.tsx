import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { useText } from '@/shared/i18n/texts'
import { DownloadRecord } from '../extras/DownloadRecord'
import type { OwnMember } from '../types'
import { ownTexts } from './texts'

const CorrectionDialog = lazy(() => import('./CorrectionDialog'))

interface Props {
  member: OwnMember
  /** No request waits: there is one at a time. */
  mayAsk: boolean
}

/** What somebody can do with their own record. */
export function OwnActions({ member, mayAsk }: Props) {
  const t = useText(ownTexts)
  const [asking, setAsking] = useState(false)
  return (
    <>
      <DownloadRecord />
      <Button type="primary" disabled={!mayAsk} onClick={() => setAsking(true)}>
        {t.ask}
      </Button>
      {asking && (
        <Suspense>
          <CorrectionDialog member={member} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  )
}
