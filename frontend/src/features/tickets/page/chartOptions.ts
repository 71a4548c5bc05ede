import type { EChartsCoreOption } from 'echarts/core'
import { axisDay, axisParts, dayNumber, dayOfNumber } from '@/shared/format/chartDays'
import type { Language } from '@/shared/i18n/preferences'
import type { ProgressPoint } from '../types'

/** What the chart of plan and progress says, in the language of the page. */
export interface ChartWords {
  planned: string
  actual: string
  today: string
  due: string
  /** A day in words, for the tooltip. */
  day: (date: string) => string
}

interface Drawing {
  points: ProgressPoint[]
  /** `YYYY-MM-DD`. */
  due: string
  today: string
  words: ChartWords
  language: Language
  /** Pixels of text. */
  size: number
  /** Pixels of the whole chart. */
  width: number
}

const INK = '#1f1f1f'
const GREY = '#595959'

/** The plan dashed, the progress as a solid staircase with dots, today and a due date gone by as dotted lines. */
export function chartOptions({
  points,
  due,
  today,
  words,
  language,
  size,
  width,
}: Drawing): EChartsCoreOption {
  const days = points.map(({ on }) => dayNumber(on))
  const first = Math.min(...days)
  const last = Math.max(...days, first + 1)
  const text = { color: GREY, fontSize: size }
  const endLabel = (name: string) => ({ show: true, formatter: name, color: INK, fontSize: size })
  const marks = [
    { on: today, name: words.today },
    { on: due, name: words.due },
  ].filter(({ on }) => dayNumber(on) > first && dayNumber(on) < last)
  const grid = { top: 28, right: size * 5, bottom: size * 2, left: size * 3.6 }
  return {
    animation: false,
    grid,
    textStyle: { fontFamily: 'inherit' },
    tooltip: { trigger: 'axis', formatter: tooltip(words) },
    xAxis: {
      type: 'value',
      min: first,
      max: last,
      interval: (last - first) / axisParts(width - grid.left - grid.right, size),
      axisLabel: { ...text, hideOverlap: true, formatter: (day: number) => axisDay(day, language) },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 100,
      interval: 25,
      axisLabel: { ...text, formatter: '{value}%' },
      splitLine: { lineStyle: { color: '#e8e8e8' } },
    },
    series: [
      {
        name: words.planned,
        type: 'line',
        showSymbol: false,
        lineStyle: { type: 'dashed', width: 2, color: '#8c8c8c' },
        itemStyle: { color: '#8c8c8c' },
        data: points.map(({ on, planned }) => [dayNumber(on), Math.round(planned)]),
        endLabel: endLabel(words.planned),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { type: 'dotted', color: GREY },
          data: marks.map(({ on, name }) => ({ xAxis: dayNumber(on), label: { ...text, formatter: name } })),
        },
      },
      {
        name: words.actual,
        type: 'line',
        step: 'end',
        symbol: 'circle',
        symbolSize: 7,
        lineStyle: { width: 2.5, color: INK },
        itemStyle: { color: INK },
        data: points.filter(({ actual }) => actual !== null).map(({ on, actual }) => [dayNumber(on), actual]),
        endLabel: endLabel(words.actual),
      },
    ],
  }
}

interface Hovered {
  seriesName: string
  value: [number, number]
}

/** Texts are our own and numbers: nothing a person typed reaches this markup. */
const tooltip = (words: ChartWords) => (hovered: Hovered[]) => {
  const day = hovered[0] ? words.day(dayOfNumber(hovered[0].value[0])) : ''
  return [day, ...hovered.map(({ seriesName, value }) => `${seriesName} ${value[1]}%`)].join('<br/>')
}
