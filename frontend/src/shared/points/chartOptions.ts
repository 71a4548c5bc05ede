import type { EChartsCoreOption } from 'echarts/core'
import type { ScorePoint } from './sum'

interface Drawing {
  course: ScorePoint[]
  year: number
  /** `YYYY-MM-DD`. */
  today: string
  say: (on: string, score: number) => string
  /** Pixels of text. */
  size: number
}

const INK = '#1f1f1f'
const GREY = '#595959'
const DAY_MS = 86_400_000

/** Days count from the epoch: no time zone must move a date. */
const toNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS
const toDate = (day: number): string => new Date(Math.round(day) * DAY_MS).toISOString().slice(0, 10)

/** A staircase from the first of January to today, or to the end of a year that is over. */
export function chartOptions({ course, year, today, say, size }: Drawing): EChartsCoreOption {
  const end = `${year}-12-31`
  const last = course.at(-1)
  const until = today < end ? today : end
  const drawn = last && last.on < until ? [...course, { on: until, score: last.score }] : course
  const scores = drawn.map(({ score }) => score)
  const text = { color: GREY, fontSize: size }
  return {
    animation: false,
    grid: { top: 16, right: size * 3, bottom: size * 2, left: size * 3.6 },
    textStyle: { fontFamily: 'inherit' },
    tooltip: {
      trigger: 'axis',
      // Our own words and numbers: nothing a person typed reaches this markup.
      formatter: ([hovered]: { value: [number, number] }[]) =>
        hovered ? say(toDate(hovered.value[0]), hovered.value[1]) : '',
    },
    xAxis: {
      type: 'value',
      min: toNumber(`${year}-01-01`),
      max: toNumber(end),
      interval: 365 / 4,
      axisLabel: { ...text, hideOverlap: true, formatter: (day: number) => toDate(day).slice(5) },
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
        data: drawn.map(({ on, score }) => [toNumber(on), score]),
      },
    ],
  }
}
