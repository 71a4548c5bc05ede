import type { Bilingual } from '@/shared/i18n/texts'
import type { CellState, ImportField, RowState } from './types'

/** What a row would do to the register, in the order in which it needs looking at. */
export const ROW_STATES: Record<RowState, Bilingual> = {
  invalid: { zh: '有错误', en: 'Invalid' },
  conflict: { zh: '冲突', en: 'Conflict' },
  new: { zh: '新增', en: 'New' },
  changed: { zh: '有变动', en: 'Changed' },
  unchanged: { zh: '无变动', en: 'Unchanged' },
}

/** Shapes beside the colours, for rows. */
export const ROW_MARKS: Record<RowState, string> = {
  invalid: '✕',
  conflict: '◆',
  new: '+',
  changed: '▲',
  unchanged: '=',
}

/** What was made of a cell; one that was taken as it stands needs no word. */
export const CELL_STATES: Record<Exclude<CellState, 'ok'>, Bilingual> = {
  error: { zh: '有错误', en: 'Wrong' },
  warning: { zh: '请核实', en: 'Please check' },
  changed: { zh: '将变动', en: 'Changes' },
  corrected: { zh: '已规范', en: 'Tidied' },
}

export const CELL_MARKS: Record<Exclude<CellState, 'ok'>, string> = {
  error: '✕',
  warning: '!',
  changed: '▲',
  corrected: '✎',
}

/** The fields that a column can be, in the order of the template. */
export const FIELDS: Record<ImportField, Bilingual> = {
  name: { zh: '姓名', en: 'Name' },
  id_number: { zh: '公民身份号码', en: 'ID number' },
  sex: { zh: '性别', en: 'Sex' },
  ethnicity: { zh: '民族', en: 'Ethnicity' },
  birth_date: { zh: '出生日期', en: 'Date of birth' },
  education: { zh: '学历', en: 'Education' },
  stage: { zh: '人员类别', en: 'Stage' },
  branch: { zh: '所在党支部', en: 'Branch' },
  joined_on: { zh: '加入党组织日期', en: 'Joined on' },
  full_on: { zh: '转为正式党员日期', en: 'Full member on' },
  post: { zh: '工作岗位', en: 'Post' },
  phone: { zh: '联系电话', en: 'Telephone' },
  address: { zh: '家庭住址', en: 'Address' },
  standing: { zh: '党籍状态', en: 'Standing' },
  lost_contact: { zh: '是否为失联党员', en: 'Contact lost' },
  floating: { zh: '是否为流动党员', en: 'Floating' },
  stage_since: { zh: '现类别起始日期', en: 'In this stage since' },
  lost_contact_since: { zh: '失去联系日期', en: 'Contact lost since' },
  floating_to: { zh: '外出流向', en: 'Floating to' },
}
