import type { Language } from '@/shared/i18n/preferences'

/** Words for dates. Legal dates are `YYYY-MM-DD`; moments are RFC 3339 and shown in the city's time. */
const ZONE = 'Asia/Shanghai'
const DAY_MS = 86_400_000
/** Made once: making a format takes longer than a hundred dates do. */
const DATE = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE })
const TIME = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' })

interface DayParts {
  year: number
  month: number
  day: number
  weekday: number
}

const WEEKDAYS = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}
const MONTHS_EN = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function dayParts(date: string): DayParts {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return { year, month, day, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() }
}

/** The date in the city at a moment, as `YYYY-MM-DD`. */
export function cityDate(moment: Date): string {
  return DATE.format(moment)
}

/** The hour in the city at a moment, 0 to 23. */
export const cityHour = (moment: Date): number => Number(cityTime(moment).slice(0, 2))

const cityTime = (moment: Date): string => TIME.format(moment)

/** `11月21日（周六）`, with the year when it is not the current one. */
export function dayText(date: string, language: Language, now: Date): string {
  const { year, month, day, weekday } = dayParts(date)
  const otherYear = year !== dayParts(cityDate(now)).year
  if (language === 'en') {
    return `${WEEKDAYS.en[weekday]} ${day} ${MONTHS_EN[month - 1]}${otherYear ? ` ${year}` : ''}`
  }
  return `${otherYear ? `${year}年` : ''}${month}月${day}日（${WEEKDAYS.zh[weekday]}）`
}

/** A day of somebody's record or of a document, always with its year and without a weekday: `1987年2月27日`. */
export function recordDay(date: string, language: Language): string {
  const { year, month, day } = dayParts(date)
  return language === 'en' ? `${day} ${MONTHS_EN[month - 1]} ${year}` : `${year}年${month}月${day}日`
}

/**
 * The working days to a due date as the API counted them, in words.
 *
 * `late` says that the date has passed: over a weekend that is so with no working day gone.
 */
export function workdaysText(workdaysLeft: number, late: boolean, language: Language): string {
  const count = Math.abs(workdaysLeft)
  if (language === 'en') {
    if (workdaysLeft === 0) return late ? 'overdue' : 'no working day left'
    const days = count === 1 ? '1 working day' : `${count} working days`
    return workdaysLeft > 0 ? `${days} left` : `${days} overdue`
  }
  if (workdaysLeft === 0) return late ? '已逾期' : '最后一天'
  return workdaysLeft > 0 ? `还剩 ${count} 个工作日` : `已逾期 ${count} 个工作日`
}

/** The exact moment: `2026-11-21 09:30`. */
export function exactMoment(moment: string): string {
  const at = new Date(moment)
  return `${cityDate(at)} ${cityTime(at)}`
}

/** A moment as people say it: relative under 24 hours, then the day with the time. */
export function momentText(moment: string, language: Language, now: Date): string {
  const at = new Date(moment)
  const age = now.getTime() - at.getTime()
  if (age >= 0 && age < DAY_MS) return agoText(Math.floor(age / 60_000), language)
  return appointmentText(moment, language, now)
}

/** A moment that is agreed on, never relative: `11月21日（周六） 09:30`. */
export function appointmentText(moment: string, language: Language, now: Date): string {
  const at = new Date(moment)
  return `${dayText(cityDate(at), language, now)} ${cityTime(at)}`
}

function agoText(minutes: number, language: Language): string {
  const hours = Math.floor(minutes / 60)
  if (language === 'en') {
    if (minutes < 1) return 'just now'
    return hours < 1 ? `${minutes} min ago` : `${hours} h ago`
  }
  if (minutes < 1) return '刚刚'
  return hours < 1 ? `${minutes} 分钟前` : `${hours} 小时前`
}
