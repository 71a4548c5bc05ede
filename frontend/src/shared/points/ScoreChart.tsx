import { LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { cityDate, dayText } from '@/shared/format/dates'
import { useLanguage, useLargeType } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { chartOptions } from './chartOptions'
import styles from './points.module.css'
import type { ScorePoint } from './sum'
import { pointTexts } from './texts'

use([LineChart, GridComponent, TooltipComponent, SVGRenderer])

interface Props {
  course: ScorePoint[]
  year: number
}

/** The drawing alone; the card around it says the same in a sentence. */
export default function ScoreChart({ course, year }: Props) {
  const t = useText(pointTexts)
  const language = useLanguage()
  const size = useLargeType() ? 16 : 12
  const place = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (place.current === null) return
    const chart = init(place.current, undefined, { renderer: 'svg' })
    const say = (on: string, score: number) => `${dayText(on, language, new Date())} ${t.score(score)}`
    const today = cityDate(new Date())
    const draw = () => {
      chart.resize()
      chart.setOption(chartOptions({ course, year, today, say, language, size, width: chart.getWidth() }))
    }
    draw()
    const watch = new ResizeObserver(draw)
    watch.observe(place.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [course, year, t, language, size])

  return <div ref={place} className={styles.chart} aria-hidden="true" />
}
