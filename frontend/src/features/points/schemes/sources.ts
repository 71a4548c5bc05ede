import type { Bilingual } from '@/shared/i18n/texts'

interface Source {
  name: Bilingual
  /** What the branch must have confirmed. */
  means: Bilingual
}

/** From what confirmed facts points come; nothing here counts the use of an application (rules §14). */
export const SOURCES = {
  study_session: {
    name: { zh: '集中学习', en: 'Study session' },
    means: {
      zh: '支部确认的集中学习出勤，自动记分，不能人工登记。',
      en: 'Attendance confirmed by the branch; earns by itself and is never entered by hand.',
    },
  },
  study_record: {
    name: { zh: '学习培训记录', en: 'Study record' },
    means: {
      zh: '支部确认的培训、自学等学时记录，自动记分；勾选“按数量”即按学时计。',
      en: 'Hours of training confirmed by the branch; earns by itself, by hours if by quantity.',
    },
  },
  study_output: {
    name: { zh: '学习成果', en: 'Outcome of study' },
    means: { zh: '心得、调研报告、交流发言等成果。', en: 'Essays, reports, talks.' },
  },
  organisation_life: {
    name: { zh: '组织生活', en: 'Organisation life' },
    means: { zh: '三会一课、主题党日的到会。', en: 'Attendance at meetings and theme days.' },
  },
  duty: {
    name: { zh: '履职', en: 'Duty' },
    means: { zh: '承担支部任务、岗位建功等。', en: 'Tasks taken on for the branch.' },
  },
  service: {
    name: { zh: '服务群众', en: 'Service' },
    means: { zh: '志愿服务、结对帮扶等，凭证明登记。', en: 'Volunteering, with proof.' },
  },
  honour: {
    name: { zh: '表彰', en: 'Honour' },
    means: { zh: '上级党组织或单位的表彰，凭文件登记。', en: 'Commendations, with the document.' },
  },
  discipline: {
    name: { zh: '守纪', en: 'Discipline' },
    means: {
      zh: '无故缺席、受到批评处理等，一般为扣分。',
      en: 'Absence without reason, criticism; usually a deduction.',
    },
  },
  manual: {
    name: { zh: '支部登记', en: 'Entered by the branch' },
    means: { zh: '其他由支部凭材料登记的事项。', en: 'Anything else that the branch enters with evidence.' },
  },
} as const satisfies Record<string, Source>

export type SourceName = keyof typeof SOURCES

/** `study_session.lecture` is a study session, narrowed down by `lecture`. */
export function splitSource(kind: string): { source: string; suffix: string } {
  const [source = '', ...rest] = kind.split('.')
  return { source, suffix: rest.join('.') }
}

export const sourceOf = (kind: string): Source | undefined => SOURCES[splitSource(kind).source as SourceName]
