import type { EChartsCoreOption } from 'echarts/core'
import { axisDay, axisParts, dayNumber, dayOfNumber } from '@/shared/format/chartDays'
import type { Language } from '@/shared/i18n/preferences'
import type { ScorePoint } from './sum'

interface Drawing {
  course: ScorePoint[]
  year: number
  /** `YYYY-MM-DD`. */
  today: string
  say: (on: string, score: number) => string
  language: Language
  /** Pixels of text. */
  size: number
  /** Pixels of the whole chart. */
  width: number
}

const INK = '#1f1f1f'
const GREY = '#595959'

/** A staircase from the first of January to today, or to the end of a year that is over. */
export function chartOptions({
  course,
  year,
  today,
  say,
  language,
  size,
  width,
}: Drawing): EChartsCoreOption {
  const end = `${year}-12-31`
  const [min, max] = [dayNumber(`${year}-01-01`), dayNumber(end)]
  const last = course.at(-1)
  const until = today < end ? today : end
  const drawn = last && last.on < until ? [...course, { on: until, score: last.score }] : course
  const scores = drawn.map(({ score }) => score)
  const text = { color: GREY, fontSize: size }
  const grid = { top: 16, right: size * 3, bottom: size * 2, left: size * 3.6 }
  return {
    animation: false,
    grid,
    textStyle: { fontFamily: 'inherit' },
    tooltip: {
      trigger: 'axis',
      // Our own words and numbers: nothing a person typed reaches this markup.
      formatter: ([hovered]: { value: [number, number] }[]) =>
        hovered ? say(dayOfNumber(hovered.value[0]), hovered.value[1]) : '',
    },
    xAxis: {
      type: 'value',
      min,
      max,
      interval: (max - min) / axisParts(width - grid.left - grid.right, size),
      axisLabel: { ...text, hideOverlap: true, formatter: (day: number) => axisDay(day, language) },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: Math.max(0, Math.floor((Math.min(...scores) - 5) / 10) * 10),
      max: Math.ceil((Math.max(...scores) + 5) / 10) * 10,
      interval: 10,
      axisLabel: text,
      splitLine: { lineStyle: { color: '#e8e8e8' } },
    },
    series: [
      {
        type: 'line',
        step: 'end',
        symbol: 'circle',
        symbolSize: 6,
        lineStyle: { width: 2.5, color: INK },
        itemStyle: { color: INK },
        data: drawn.map(({ on, score }) => [dayNumber(on), score]),
      },
    ],
  }
}
