import type { Bilingual } from '@/shared/i18n/texts'
import type { CorrectionState, SealedField, Stage, Standing } from './types'

/** Words for filters and forms; a record itself brings its labels from the API. */
export const STAGES: Record<Stage, Bilingual> = {
  full: { zh: '正式党员', en: 'Full' },
  probationary: { zh: '预备党员', en: 'Probationary' },
  candidate: { zh: '发展对象', en: 'Candidates' },
  activist: { zh: '入党积极分子', en: 'Activists' },
  applicant: { zh: '入党申请人', en: 'Applicants' },
}

export const STANDINGS: Record<Standing, Bilingual> = {
  normal: { zh: '正常', en: 'Normal' },
  suspended: { zh: '停止党籍', en: 'Suspended' },
  removed: { zh: '出党', en: 'Left the Party' },
  ended: { zh: '终止发展', en: 'Development ended' },
  deceased: { zh: '去世', en: 'Deceased' },
  struck: { zh: '撤销登记', en: 'Struck from the register' },
  transferred_out: { zh: '已转出', en: 'Transferred out' },
  merged: { zh: '已合并', en: 'Merged into another record' },
}

export const SEXES: Record<'1' | '2', Bilingual> = {
  '1': { zh: '男', en: 'Male' },
  '2': { zh: '女', en: 'Female' },
}

export const CORRECTION_STATES: Record<CorrectionState, Bilingual> = {
  requested: { zh: '待处理', en: 'Waiting' },
  accepted: { zh: '已采纳', en: 'Accepted' },
  refused: { zh: '未采纳', en: 'Refused' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
}

export const SUSPENSION_GROUNDS: Record<string, Bilingual> = {
  lost_contact: { zh: '失去联系六个月以上', en: 'Contact lost for six months' },
  settled_abroad: { zh: '因私出国（境）定居', en: 'Settled abroad for private reasons' },
  study_abroad: { zh: '出国（境）学习超过五年未归', en: 'Study abroad for more than five years' },
}

export const REMOVAL_GROUNDS: Record<string, Bilingual> = {
  struck_off: { zh: '除名', en: 'Struck off' },
  left_by_conduct: { zh: '自行脱党除名', en: 'Struck off as having left' },
  resigned: { zh: '退党', en: 'Resigned' },
  expelled: { zh: '开除党籍', en: 'Expelled' },
}

/** Names of the record's fields, as they stand in its history and in corrections. */
export const FIELDS: Record<string, Bilingual> = {
  name: { zh: '姓名', en: 'Name' },
  id_number: { zh: '公民身份号码', en: 'ID number' },
  sex: { zh: '性别', en: 'Sex' },
  ethnicity: { zh: '民族', en: 'Ethnicity' },
  birth_date: { zh: '出生日期', en: 'Date of birth' },
  education: { zh: '学历', en: 'Education' },
  stage: { zh: '人员类别', en: 'Stage' },
  stage_since: { zh: '现类别起始日期', en: 'Stage since' },
  joined_on: { zh: '加入党组织日期', en: 'Joined on' },
  full_on: { zh: '转为正式党员日期', en: 'Full member since' },
  probation_ends_on: { zh: '预备期届满日期', en: 'End of probation' },
  probation_extended: { zh: '是否延长预备期', en: 'Probation extended' },
  branch: { zh: '所在党支部', en: 'Branch' },
  post: { zh: '工作岗位', en: 'Post' },
  phone: { zh: '联系电话', en: 'Telephone' },
  address: { zh: '家庭住址', en: 'Address' },
  pay_base: { zh: '党费计算基数', en: 'Dues base' },
  standing: { zh: '党籍状态', en: 'Standing' },
  left_on: { zh: '党籍变动日期', en: 'Change of standing on' },
  suspension_ground: { zh: '停止党籍情形', en: 'Ground of suspension' },
  lost_contact: { zh: '是否失联党员', en: 'Contact lost' },
  lost_contact_since: { zh: '失去联系日期', en: 'Contact lost since' },
  floating: { zh: '是否流动党员', en: 'Floating' },
  floating_to: { zh: '外出流向', en: 'Destination' },
}

export const SEALED: readonly SealedField[] = ['id_number', 'phone', 'address', 'pay_base']

/** Sorts of the roster, in the order of the select. */
export const SORTS = {
  name: { zh: '姓名（拼音升序）', en: 'Name, A to Z' },
  '-name': { zh: '姓名（拼音降序）', en: 'Name, Z to A' },
  birth_date: { zh: '出生日期（从早到晚）', en: 'Born, earliest first' },
  '-birth_date': { zh: '出生日期（从晚到早）', en: 'Born, latest first' },
  joined_on: { zh: '入党日期（从早到晚）', en: 'Joined, earliest first' },
  '-joined_on': { zh: '入党日期（从晚到早）', en: 'Joined, latest first' },
  '-created_at': { zh: '最近登记在前', en: 'Registered lately first' },
  '-updated_at': { zh: '最近更新在前', en: 'Updated lately first' },
} satisfies Record<string, Bilingual>
