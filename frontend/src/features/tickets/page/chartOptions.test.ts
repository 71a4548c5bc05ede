import { expect, it } from 'vitest'
import { axisDay, dayNumber } from '@/shared/format/chartDays'
import { chartOptions } from './chartOptions'

const words = { planned: '计划', actual: '实际', today: '今天', due: '时限', day: (date: string) => date }
const drawing = { words, language: 'zh', size: 12, width: 800 } as const
const points = [
  { on: '2026-11-01', planned: 0, actual: 0 },
  { on: '2026-11-21', planned: 66.7, actual: 40 },
  { on: '2026-12-01', planned: 100, actual: null },
]

it('draws the plan to its end and the progress only as far as it is known', () => {
  const options = chartOptions({ points, due: '2026-12-01', today: '2026-11-21', ...drawing })
  const [planned, actual] = options.series as { data: number[][]; markLine?: { data: object[] } }[]
  expect(planned?.data.map(([, percent]) => percent)).toEqual([0, 67, 100])
  expect(actual?.data).toHaveLength(2)
  expect(planned?.markLine?.data).toHaveLength(1)
  const { xAxis } = options as unknown as { xAxis: { axisLabel: { formatter: (day: number) => string } } }
  expect(xAxis.axisLabel.formatter(planned?.data[0]?.[0] ?? 0)).toBe('11月1日')
})

it('says the days at its axis in the language of the page', () => {
  expect(axisDay(dayNumber('2026-02-09'), 'zh')).toBe('2月9日')
  expect(axisDay(dayNumber('2026-02-09'), 'en')).toBe('9 Feb')
})

it('writes fewer days where they would meet, on a phone and in large type', () => {
  const interval = (width: number, size: number) => {
    const options = chartOptions({ points, due: '2026-12-01', today: '2026-11-21', ...drawing, width, size })
    return (options.xAxis as { interval: number }).interval
  }
  expect([interval(800, 12), interval(310, 12), interval(420, 16)]).toEqual([7.5, 15, 15])
})

it('marks a due date that has gone by', () => {
  const late = [...points, { on: '2026-12-09', planned: 100, actual: 60 }]
  const { series } = chartOptions({ points: late, due: '2026-12-01', today: '2026-12-09', ...drawing })
  const marks = (series as { markLine?: { data: { label: { formatter: string } }[] } }[])[0]?.markLine?.data
  expect(marks?.map(({ label }) => label.formatter)).toEqual(['时限'])
})
