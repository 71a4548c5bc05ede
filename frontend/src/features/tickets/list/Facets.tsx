import { keysOf, useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { LAMP_COLOURS, Lamp } from '@/shared/ui/Lamp'
import { useSummary } from '../api'
import type { TicketFilters } from '../filters'
import { PHASES } from '../labels'
import type { LampColour, TicketPhase, TicketQuery } from '../types'
import type { ChangeFilters } from '../useTicketFilters'
import styles from './list.module.css'
import { listTexts } from './texts'

interface Props {
  filters: TicketFilters
  query: TicketQuery
  change: ChangeFilters
}

/** Phases as tabs; their counts follow every other filter. */
export function PhaseTabs({ filters, query, change }: Props) {
  const t = useText(listTexts)
  const label = useLabel()
  const { data } = useSummary({ ...query, phase: undefined })
  const choices = ['all', ...keysOf(PHASES)] as const
  const count = (phase: 'all' | TicketPhase) => (phase === 'all' ? data?.total : data?.phases[phase])
  return (
    <ChoiceTabs
      label={t.phases}
      choices={choices.map((phase) => ({
        key: phase,
        label: phase === 'all' ? t.all : label(PHASES[phase]),
        count: count(phase) ?? null,
      }))}
      chosen={filters.phase}
      onChoose={(phase) => change({ phase, state: [] })}
    />
  )
}

/** Lamps as chips that can be combined; their counts follow every other filter. */
export function LampChips({ filters, query, change }: Props) {
  const t = useText(listTexts)
  const { data } = useSummary({ ...query, lamp: undefined })
  const toggle = (lamp: LampColour) =>
    change({
      lamp: filters.lamp.includes(lamp)
        ? filters.lamp.filter((other) => other !== lamp)
        : [...filters.lamp, lamp],
    })
  return (
    <fieldset className={`${styles.chips} no-print`} aria-label={t.lamps}>
      {LAMP_COLOURS.map((lamp) => (
        <button
          key={lamp}
          type="button"
          aria-pressed={filters.lamp.includes(lamp)}
          onClick={() => toggle(lamp)}
        >
          <Lamp colour={lamp} count={data?.lamps[lamp]} />
        </button>
      ))}
    </fieldset>
  )
}
