import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { FileDrop } from '@/shared/files/FileDrop'
import { type FileFault, fileFault } from '@/shared/files/fault'
import { SecrecyNotice } from '@/shared/files/SecrecyNotice'
import { useReportProblem } from '@/shared/forms/problems'
import { useText } from '@/shared/i18n/texts'
import { useMe } from '@/shared/session/me'
import { useRefreshStudy } from '@/shared/study/api'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { toast } from '@/shared/ui/toast'
import { declareRecords, type Proposal, readCertificates } from './api'
import lines from './certificates/certificates.module.css'
import { CertificateLines } from './certificates/Lines'
import { certificateTexts } from './certificates/texts'
import styles from './form/form.module.css'

const ENDINGS = ['.xlsx', '.xls', '.csv']
const MOST_MB = 5

/** 批量登记外出培训: a list is read, looked through line by line, then declared for all that fit. */
export default function CertificateListPage() {
  const t = useText(certificateTexts)
  const own = useMe().data?.grants.find(({ role }) => role.startsWith('branch_'))?.branch.id
  const [chosen, setChosen] = useState<string | null>(null)
  const [file, setFile] = useState<File | null>(null)
  const [fault, setFault] = useState<FileFault | null>(null)
  const report = useReportProblem()
  const branchId = chosen ?? own ?? null
  const reading = useMutation({
    mutationFn: ({ branch, list }: { branch: string; list: File }) => readCertificates(branch, list),
    onError: report,
  })
  const read = (branch: string | null, list: File | null) => {
    const found = list && fileFault(list, { endings: ENDINGS, mb: MOST_MB })
    setFile(list)
    setFault(found)
    reading.reset()
    if (branch && list && !found) reading.mutate({ branch, list })
  }
  const says = {
    type: t.fileType,
    empty: t.fileEmpty,
    size: t.fileSize(fault?.code === 'size' ? fault.mb : ''),
  }
  return (
    <>
      <PageHeader title={t.title} note={t.note} />
      <Card className={styles.sheet}>
        {own === undefined && (
          <div className={styles.branch}>
            <BranchSelect
              aria-label={t.branch}
              value={branchId}
              onChange={(id) => {
                setChosen(id ?? null)
                read(id ?? null, file)
              }}
            />
          </div>
        )}
        <FileDrop
          accept={ENDINGS}
          help={t.help}
          file={file}
          onFile={(list) => read(branchId, list)}
          fault={fault && says[fault.code]}
          disabled={reading.isPending || branchId === null}
        />
        <SecrecyNotice />
        {reading.isPending && <p role="status">{t.reading}</p>}
        {reading.data && <Declaring proposal={reading.data} />}
      </Card>
    </>
  )
}

function Declaring({ proposal }: { proposal: Proposal }) {
  const t = useText(certificateTexts)
  const navigate = useNavigate()
  const refresh = useRefreshStudy()
  const report = useReportProblem()
  const [key] = useState(() => crypto.randomUUID())
  const declaring = useMutation({
    mutationFn: () => declareRecords(proposal.rows, key),
    onError: report,
    onSuccess: async ({ items }) => {
      toast.done(t.done(items.length))
      void refresh()
      await navigate('/study-records', { replace: true })
    },
  })
  const { rows } = proposal
  return (
    <>
      <CertificateLines proposal={proposal} />
      {rows.length > 0 && (
        <Button
          type="primary"
          className={lines.send}
          loading={declaring.isPending}
          onClick={() => declaring.mutate()}
        >
          {t.declare(rows.length)}
        </Button>
      )}
    </>
  )
}
