import { useEffect, useMemo, useRef } from 'react'
import { usePhone } from '@/shared/browser/usePhone'
import { OutlinePane } from '../outline/OutlinePane'
import { flatten } from '../outline/outline'
import { TextPane } from '../outline/TextPane'
import type { SourceDocument } from '../types'
import { ItemsSection } from './ItemsSection'
import { Notices } from './Notices'
import { PhoneSteps } from './PhoneSteps'
import { RegisterBar } from './RegisterBar'
import { Registered } from './Registered'
import styles from './register.module.css'
import { usePanes } from './usePanes'
import { useRegistration } from './useRegistration'

interface Props {
  document: SourceDocument
  text: string
  /** Who may not register reads the text and the outline with the tickets in it. */
  readOnly: boolean
}

/** Text, outline and table: items are chosen in the first two, filled in the third, registered at the foot. */
export function Workbench({ document, text, readOnly }: Props) {
  const phone = usePhone()
  const outline = useMemo(() => flatten(document.outline), [document.outline])
  const registering = useRegistration(document, outline)
  const panes = usePanes(outline, registering, readOnly)
  const items = useRef<HTMLDivElement>(null)
  const { faults } = registering.state
  // The first wrong cell takes the focus, whether this page or the server found it.
  useEffect(() => {
    if (Object.keys(faults).length > 0 && !items.current?.contains(window.document.activeElement)) {
      items.current?.querySelector<HTMLElement>('[data-invalid="true"]')?.focus()
    }
  }, [faults])

  if (registering.done !== null) {
    return <Registered tickets={registering.done} documentId={document.id} onGoOn={registering.goOn} />
  }
  if (phone && !readOnly) {
    return (
      <>
        <Notices registering={registering} />
        <PhoneSteps registering={registering} panes={panes} text={text} />
      </>
    )
  }
  return (
    <>
      <Notices registering={registering} />
      <div className={`${styles.panes} ${readOnly ? styles.reading : ''}`}>
        <TextPane {...panes} text={text} />
        <OutlinePane {...panes} />
      </div>
      {!readOnly && (
        <>
          <div ref={items} className={styles.itemsAnchor}>
            <ItemsSection registering={registering} onShow={panes.onActive} />
          </div>
          <RegisterBar registering={registering} onRegister={registering.register} />
        </>
      )}
    </>
  )
}
