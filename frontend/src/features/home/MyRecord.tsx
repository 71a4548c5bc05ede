import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, unwrap } from '@/shared/api/client'
import { useRecordDay } from '@/shared/format/useRecordDay'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import styles from './HomePage.module.css'
import { recordTexts } from './recordTexts'

/** Where one's own record stands, and whether a request for correction waits. */
export default function MyRecord() {
  const t = useText(recordTexts)
  const said = useRecordDay()
  const own = useQuery({
    queryKey: ['members', 'own'],
    queryFn: () => unwrap(api.GET('/api/v1/me/member')),
  })
  const waiting = useQuery({
    queryKey: ['members', 'own', 'waiting'],
    queryFn: async () => {
      const query = { state: ['requested' as const], limit: 1 }
      return (await unwrap(api.GET('/api/v1/me/member/corrections', { params: { query } }))).items.length > 0
    },
  })
  if (!own.data) return null
  const { branch, joined_on, probation_ends_on, state_label } = own.data
  return (
    <Card title={t.record} className={styles.record}>
      <p>
        <span>{state_label}</span>
        <span>{branch.name}</span>
        {joined_on && <span>{t.joined(said(joined_on))}</span>}
        {probation_ends_on && <span>{t.probationTo(said(probation_ends_on))}</span>}
      </p>
      {waiting.data && <p>{t.correctionWaits}</p>}
      <p>
        <Link to="/me/record">{t.openRecord}</Link>
      </p>
    </Card>
  )
}
