import { LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { dayText } from '@/shared/format/dates'
import { useLanguage, useLargeType } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import type { ProgressPoint } from '../types'
import { chartOptions } from './chartOptions'
import styles from './ProgressCard.module.css'
import { pageTexts } from './texts'

use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

interface Props {
  points: ProgressPoint[]
  /** `YYYY-MM-DD`. */
  due: string
  today: string
}

/** The drawing alone; the card around it says the same in a sentence and in a table. */
export default function ProgressChart({ points, due, today }: Props) {
  const t = useText(pageTexts)
  const language = useLanguage()
  const size = useLargeType() ? 16 : 12
  const place = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (place.current === null) return
    const chart = init(place.current, undefined, { renderer: 'svg' })
    const day = (date: string) => dayText(date, language, new Date())
    const words = { planned: t.planned, actual: t.actual, today: t.today, due: t.dueLine, day }
    const draw = () => {
      chart.resize()
      chart.setOption(chartOptions({ points, due, today, words, language, size, width: chart.getWidth() }))
    }
    draw()
    const watch = new ResizeObserver(draw)
    watch.observe(place.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [points, due, today, t, language, size])

  return <div ref={place} className={styles.chart} aria-hidden="true" />
}
