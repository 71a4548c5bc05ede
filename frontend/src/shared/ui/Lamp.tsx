import { defineTexts, useText } from '@/shared/i18n/texts'
import styles from './Lamp.module.css'

export const LAMP_COLOURS = ['red', 'yellow', 'green', 'grey'] as const

export type LampColour = (typeof LAMP_COLOURS)[number]

const SHAPES: Record<LampColour, string> = { red: '●', yellow: '▲', green: '■', grey: '○' }

export const lampTexts = defineTexts(
  { red: '逾期', yellow: '临期', green: '正常', grey: '未计时' } satisfies Record<LampColour, string>,
  { red: 'Overdue', yellow: 'At risk', green: 'On track', grey: 'Not running' },
)

interface Props {
  colour: LampColour
  /** Follows the word, for counts: `逾期 3`. */
  count?: number
  /** Says more than the colour's own word: `按期办结` beside a grey lamp. */
  word?: string
}

/** A ticket's lamp: shape and word beside the colour, so that it reads without colour. */
export function Lamp({ colour, count, word }: Props) {
  const t = useText(lampTexts)
  return (
    <span className={`${styles.lamp} ${styles[colour]}`}>
      <span aria-hidden="true" className={styles.shape}>
        {SHAPES[colour]}
      </span>
      {word ?? t[colour]}
      {count !== undefined && <b className={styles.count}>{count}</b>}
    </span>
  )
}
