import { LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { dayText } from '@/shared/format/dates'
import { useLanguage, useLargeType } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import type { ProgressPoint } from '../types'
import styles from './ProgressCard.module.css'
import { pageTexts } from './texts'

use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

interface Props {
  points: ProgressPoint[]
  /** `YYYY-MM-DD`. */
  due: string
  today: string
}

/** The plan dashed, the progress as a solid staircase with dots: told apart without colour. */
export default function ProgressChart({ points, due, today }: Props) {
  const t = useText(pageTexts)
  const language = useLanguage()
  const largeType = useLargeType()
  const place = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (place.current === null) return
    const chart = init(place.current, undefined, { renderer: 'svg' })
    const name = (day: string) => dayText(day, language, new Date())
    chart.setOption(options({ points, due, today, t, name, size: largeType ? 16 : 12 }))
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(place.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [points, due, today, t, language, largeType])

  return <div ref={place} className={styles.chart} aria-hidden="true" />
}

interface Drawing extends Props {
  t: ReturnType<typeof useText<(typeof pageTexts)['zh']>>
  name: (day: string) => string
  size: number
}

const INK = '#1f1f1f'
const GREY = '#595959'

function options({ points, due, today, t, name, size }: Drawing): EChartsCoreOption {
  const dayOf = (value: number) => new Date(value + 8 * 3_600_000).toISOString().slice(0, 10)
  const at = (day: string) => Date.parse(`${day}T00:00:00+08:00`)
  const endLabel = (formatter: string) => ({ show: true, formatter, color: INK, fontSize: size })
  const mark = (day: string, formatter: string) => ({
    xAxis: at(day),
    label: { formatter, color: GREY, fontSize: size },
  })
  const span = [points[0]?.on ?? due, points[points.length - 1]?.on ?? due]
  const marks = [mark(due, t.dueLine)]
  if (today > (span[0] ?? '') && today < (span[1] ?? '') && today !== due) marks.push(mark(today, t.today))
  return {
    animation: false,
    grid: { top: 28, right: 56, bottom: 28, left: 44 },
    textStyle: { fontFamily: 'inherit', fontSize: size },
    tooltip: {
      trigger: 'axis',
      axisPointer: { snap: true },
      valueFormatter: (value: number | null) => (value === null ? '–' : `${Math.round(value)}%`),
    },
    xAxis: {
      type: 'time',
      splitNumber: 4,
      axisLabel: {
        formatter: (value: number) => shortDay(dayOf(value)),
        color: GREY,
        fontSize: size,
        hideOverlap: true,
      },
      axisPointer: {
        label: { show: false, formatter: ({ value }: { value: number }) => name(dayOf(value)) },
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 100,
      interval: 25,
      axisLabel: { formatter: '{value}%', color: GREY, fontSize: size },
      splitLine: { lineStyle: { color: '#e8e8e8' } },
    },
    series: [
      {
        name: t.planned,
        type: 'line',
        showSymbol: false,
        lineStyle: { type: 'dashed', width: 2, color: '#8c8c8c' },
        itemStyle: { color: '#8c8c8c' },
        data: points.map(({ on, planned }) => [at(on), planned]),
        endLabel: endLabel(t.planned),
        markLine: { silent: true, symbol: 'none', lineStyle: { type: 'dotted', color: GREY }, data: marks },
      },
      {
        name: t.actual,
        type: 'line',
        step: 'end',
        symbol: 'circle',
        symbolSize: 7,
        lineStyle: { width: 2.5, color: INK },
        itemStyle: { color: INK },
        data: points.filter(({ actual }) => actual !== null).map(({ on, actual }) => [at(on), actual]),
        endLabel: endLabel(t.actual),
      },
    ],
  }
}

/** `11-21`: an axis has no room for words. */
const shortDay = (day: string) => day.slice(5)
