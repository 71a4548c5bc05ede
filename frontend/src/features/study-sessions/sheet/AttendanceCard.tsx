import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { type KeyboardEvent, lazy, Suspense, useState } from 'react'
import { SearchSelect } from '@/shared/forms/SearchSelect'
import { useText } from '@/shared/i18n/texts'
import { useShortcut } from '@/shared/keyboard/shortcuts'
import { findMembers } from '@/shared/members/MemberSelect'
import { Card } from '@/shared/ui/Card'
import { ScanNotes } from '../helps/ScanNotes'
import { helpTexts } from '../helps/texts'
import type { Sheet } from '../types'
import { Details } from './Details'
import { countMarks, isNamed, type ShownLine, withoutReason } from './marks'
import { SaveBar } from './SaveBar'
import styles from './sheet.module.css'
import { Tiles, useTiles } from './Tiles'
import { sheetTexts } from './texts'
import { type SheetDraft, useSheetDraft } from './useSheetDraft'
import { useSheetSaving } from './useSheetSaving'

const ListDialog = lazy(() => import('../helps/ListDialog'))

interface Props {
  sheet: Sheet
  /** Told how many changes are not saved: the confirmation waits for them. */
  onUnsaved: (count: number) => void
}

/** The attendance sheet: everybody present, then the exceptions; one request saves it. */
export function AttendanceCard({ sheet, onUnsaved }: Props) {
  const t = useText(sheetTexts)
  const draft = useSheetDraft(sheet)
  const box = useTiles()
  const [typed, setTyped] = useState('')
  const [strict, setStrict] = useState(false)
  const saving = useSheetSaving(sheet, draft, onUnsaved)
  const matches = typed.trim() === '' ? draft.shown : draft.shown.filter((line) => isNamed(line, typed))
  useShortcut('e', t.everybody, draft.everybody)
  const toTiles = () => box.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus()

  const save = () => {
    setStrict(true)
    const missing = withoutReason(draft.shown)[0]
    if (missing) document.getElementById(`reason-${missing.id}`)?.focus()
    else saving.save()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
    event.preventDefault()
    if (draft.count > 0) save()
  }
  const toDetail = ({ id, mark }: ShownLine) =>
    document.getElementById(`${mark === 'leave' ? 'reason' : 'made-up'}-${id}`)?.focus()

  return (
    <Card title={t.title} aside={<Counts lines={draft.shown} />}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only catches Ctrl+S on its way up */}
      <div onKeyDown={onKeyDown}>
        <div className={`${styles.tools} no-print`}>
          <Button onClick={draft.everybody} title={t.everybodyHelp}>
            {t.everybody}
          </Button>
          <Input
            className={styles.search}
            data-search
            type="search"
            aria-label={t.search}
            placeholder={t.search}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onPressEnter={(event) => {
              // Else the key would press the tile that takes the focus, too.
              event.preventDefault()
              box.current?.querySelector<HTMLElement>('button')?.focus()
            }}
          />
        </div>
        <p className={`${styles.help} ${styles.keys} no-print`}>{t.help}</p>
        <Notices draft={draft} saving={saving} />
        <ScanNotes sessionId={sheet.session.id} draft={draft} />
        <Tiles
          box={box}
          lines={matches}
          narrowed={typed !== ''}
          onMark={(line, mark) => {
            draft.mark(line, mark)
            setTyped('')
          }}
          onDetail={toDetail}
        />
        {matches.length === 0 && <p role="status">{t.nobody}</p>}
        <Details draft={draft} strict={strict} onEnter={toTiles} />
        <WalkIn draft={draft} />
        <FromList sessionId={sheet.session.id} draft={draft} />
        <SaveBar draft={draft} pending={saving.pending} onSave={save} />
      </div>
    </Card>
  )
}

function Counts({ lines }: { lines: readonly ShownLine[] }) {
  const t = useText(sheetTexts)
  const counts = countMarks(lines)
  const expected = lines.filter((line) => line.expected).length
  const marks = (['leave', 'absent', 'made_up'] as const).filter((mark) => counts[mark] > 0)
  return (
    <span className={styles.counts}>
      <span>{t.counts(counts.present, expected)}</span>
      {marks.map((mark) => (
        <span key={mark}>{`${t[mark]} ${counts[mark]}`}</span>
      ))}
      {counts.unset > 0 && <span>{t.left(counts.unset)}</span>}
    </span>
  )
}

interface NoticesProps {
  draft: SheetDraft
  saving: ReturnType<typeof useSheetSaving>
}

function Notices({ draft, saving }: NoticesProps) {
  const t = useText(sheetTexts)
  const differing = draft.shown.filter(({ id }) => saving.theirs.has(id) && draft.changes[id])
  return (
    <>
      {saving.conflict}
      {saving.refreshed && (
        <div className={styles.notice} role="status">
          {t.changedMeanwhile}
          <ul>
            {differing.map(({ id, name, mark }) => (
              <li key={id}>{t.differs(name, t[saving.theirs.get(id) ?? 'unset'], t[mark])}</li>
            ))}
          </ul>
        </div>
      )}
      {draft.restored > 0 && draft.count > 0 && !saving.refreshed && (
        <p className={styles.notice} role="status">
          {t.restored(draft.restored)}
        </p>
      )}
    </>
  )
}

/** Somebody who came without being expected. */
function WalkIn({ draft }: { draft: SheetDraft }) {
  const t = useText(sheetTexts)
  const [added, setAdded] = useState(0)
  const known = new Set(draft.shown.map(({ id }) => id))
  const find = async (q: string) => (await findMembers(q)).filter(({ value }) => !known.has(value))
  return (
    <div className={`${styles.walkIn} no-print`}>
      <SearchSelect
        key={added}
        aria-label={t.addWalkIn}
        placeholder={t.addWalkIn}
        queryKey={(q) => ['members', 'walk-ins', q]}
        find={find}
        onChoose={({ value, label }) => {
          draft.change(value, { mark: 'present', name: label.split(' · ')[0] })
          setAdded(added + 1)
        }}
      />
    </div>
  )
}

/** Fills the sheet in from a spreadsheet. */
function FromList({ sessionId, draft }: { sessionId: string; draft: SheetDraft }) {
  const t = useText(helpTexts)
  const [open, setOpen] = useState(false)
  return (
    <p className={`${styles.fromList} no-print`}>
      <Button onClick={() => setOpen(true)}>{t.list}</Button>
      {open && (
        <Suspense>
          <ListDialog sessionId={sessionId} draft={draft} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </p>
  )
}
