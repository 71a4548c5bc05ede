import type { Bilingual } from '@/shared/i18n/texts'

/** What was done, by its dotted name. A name that is missing here is shown as it stands. */
export const ACTIONS: Readonly<Record<string, Bilingual>> = {
  'auth.sign_in': { zh: '登录', en: 'Signed in' },
  'auth.sign_out': { zh: '退出登录', en: 'Signed out' },
  'auth.lock': { zh: '账号被锁定', en: 'Account locked' },
  'auth.refresh_reuse': { zh: '登录凭证被重复使用，会话已终止', en: 'Reused refresh token, session ended' },
  'auth.session_end': { zh: '结束一处登录', en: 'Ended a session' },
  'account.create': { zh: '开设账号', en: 'Opened an account' },
  'account.update': { zh: '修改账号信息', en: 'Changed an account' },
  'account.grant': { zh: '授予角色', en: 'Granted a role' },
  'account.grant_end': { zh: '收回角色', en: 'Took a role back' },
  'account.password_change': { zh: '修改密码', en: 'Changed the password' },
  'account.password_proof': { zh: '验证当前密码', en: 'Proved the password' },
  'account.password_reset': { zh: '重置密码', en: 'Reset a password' },
  'account.second_factor_begin': { zh: '开始绑定二次验证', en: 'Began a second factor' },
  'account.second_factor_confirm': { zh: '绑定二次验证', en: 'Set up a second factor' },
  'account.second_factor_remove': { zh: '解除二次验证', en: 'Removed the second factor' },
  'account.second_factor_reset': { zh: '重置二次验证', en: 'Reset a second factor' },
  'account.close': { zh: '停用账号', en: 'Closed an account' },
  'account.reopen': { zh: '恢复账号', en: 'Reopened an account' },
  'account.unlock': { zh: '解除锁定', en: 'Unlocked an account' },
  'branch.create': { zh: '新建组织', en: 'Created a branch' },
  'branch.rename': { zh: '组织更名', en: 'Renamed a branch' },
  'calendar.set_day': { zh: '设定工作日历', en: 'Set a calendar day' },
  'calendar.clear_day': { zh: '取消工作日历设定', en: 'Cleared a calendar day' },
  'source_document.upload': { zh: '上传文件', en: 'Uploaded a document' },
  'source_document.amend': { zh: '修改文件信息', en: 'Amended a document' },
  'source_document.delete': { zh: '删除文件', en: 'Deleted a document' },
  'ticket.draft': { zh: '起草事项', en: 'Drafted a ticket' },
  'ticket.amend': { zh: '修改事项', en: 'Amended a ticket' },
  'ticket.note': { zh: '添加补充说明', en: 'Added a note' },
  'ticket.submit': { zh: '提交立项', en: 'Submitted a ticket' },
  'ticket.approve': { zh: '批准立项', en: 'Approved a ticket' },
  'ticket.reject': { zh: '退回立项', en: 'Rejected a ticket' },
  'ticket.accept': { zh: '签收', en: 'Accepted a ticket' },
  'ticket.decline': { zh: '退回交办', en: 'Declined a ticket' },
  'ticket.report': { zh: '报告进展', en: 'Reported progress' },
  'ticket.request_extension': { zh: '申请延期', en: 'Asked for an extension' },
  'ticket.grant_extension': { zh: '同意延期', en: 'Granted an extension' },
  'ticket.refuse_extension': { zh: '不同意延期', en: 'Refused an extension' },
  'ticket.urge': { zh: '催办', en: 'Urged' },
  'ticket.request_closing': { zh: '申请销号', en: 'Asked for closing' },
  'ticket.close': { zh: '销号', en: 'Closed a ticket' },
  'ticket.send_back': { zh: '退回销号申请', en: 'Sent a ticket back' },
  'ticket.suspend': { zh: '中止', en: 'Suspended a ticket' },
  'ticket.resume': { zh: '恢复办理', en: 'Resumed a ticket' },
  'ticket.reopen': { zh: '重新办理', en: 'Reopened a ticket' },
  'ticket.archive': { zh: '归档', en: 'Archived a ticket' },
  'ticket.withdraw': { zh: '撤回', en: 'Withdrew a ticket' },
  'ticket.waive_feedback': { zh: '免除协办反馈', en: 'Waived a feedback' },
}

/** Actions by their beginnings, for the filter. */
export const ACTION_GROUPS: Readonly<Record<string, Bilingual>> = {
  'auth.': { zh: '登录与会话', en: 'Signing in' },
  'account.': { zh: '账号与角色', en: 'Accounts and roles' },
  'branch.': { zh: '组织', en: 'Branches' },
  'ticket.': { zh: '督办事项', en: 'Tickets' },
  'source_document.': { zh: '文件', en: 'Documents' },
  'calendar.': { zh: '工作日历', en: 'Work calendar' },
}

export const ENTITIES: Readonly<Record<string, Bilingual>> = {
  account: { zh: '账号', en: 'Account' },
  branch: { zh: '组织', en: 'Branch' },
  ticket: { zh: '督办事项', en: 'Ticket' },
  source_document: { zh: '文件', en: 'Document' },
  calendar_day: { zh: '工作日历', en: 'Calendar day' },
}

const PAGES: Readonly<Record<string, string>> = {
  account: '/accounts/',
  branch: '/branches/',
  ticket: '/tickets/',
  source_document: '/source-documents/',
}

/** The page of a record, or null when it has none. */
export function recordPage(kind: string, id: string | null): string | null {
  const page = PAGES[kind]
  return page === undefined || id === null ? null : page + id
}

export const FIELDS: Readonly<Record<string, Bilingual>> = {
  state: { zh: '状态', en: 'State' },
  name: { zh: '名称', en: 'Name' },
  short_name: { zh: '简称', en: 'Short name' },
  title: { zh: '标题', en: 'Title' },
  document_no: { zh: '文号', en: 'Document number' },
  kind: { zh: '类别', en: 'Kind' },
  file_name: { zh: '文件名', en: 'File name' },
  sha256: { zh: '文件指纹', en: 'SHA-256' },
  display_name: { zh: '姓名', en: 'Name' },
  home_branch: { zh: '所在组织', en: 'Home branch' },
  branch_id: { zh: '组织', en: 'Branch' },
  grants: { zh: '角色', en: 'Roles' },
  grant: { zh: '角色', en: 'Role' },
  working: { zh: '是否上班', en: 'Working' },
  source: { zh: '依据', en: 'Source' },
  requirement: { zh: '工作要求', en: 'Requirement' },
  lead_branch_id: { zh: '承办单位', en: 'Lead branch' },
  owner: { zh: '责任人', en: 'Person in charge' },
  leader: { zh: '分管领导', en: 'Leader' },
  due_on: { zh: '完成时限', en: 'Due date' },
  urgency: { zh: '紧急程度', en: 'Urgency' },
  progress_percent: { zh: '进度', en: 'Progress' },
  number: { zh: '编号', en: 'Number' },
  urge_level: { zh: '催办级别', en: 'Urge level' },
  locked_until: { zh: '锁定至', en: 'Locked until' },
  outcome: { zh: '办理结果', en: 'Outcome' },
  conclusion: { zh: '审核意见', en: 'Conclusion' },
}

/** Values that are codes, in words. */
export const VALUES: Readonly<Record<string, Bilingual>> = {
  drafted: { zh: '草拟', en: 'Drafted' },
  pending_approval: { zh: '待审批立项', en: 'Awaiting approval' },
  assigned: { zh: '已交办', en: 'Assigned' },
  accepted: { zh: '已签收', en: 'Accepted' },
  in_progress: { zh: '办理中', en: 'Under way' },
  closing_review: { zh: '待销号审核', en: 'Awaiting closing' },
  suspended: { zh: '中止', en: 'Suspended' },
  closed: { zh: '已销号或停用', en: 'Closed' },
  archived: { zh: '已归档', en: 'Archived' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  open: { zh: '正常', en: 'Open' },
  locked: { zh: '已锁定', en: 'Locked' },
  urgent: { zh: '急件', en: 'Urgent' },
  normal: { zh: '一般', en: 'Normal' },
  difficult: { zh: '疑难', en: 'Difficult' },
  admin: { zh: '系统管理员', en: 'System administrator' },
  auditor: { zh: '安全审计员', en: 'Security auditor' },
  staff: { zh: '组织部工作人员', en: 'Organisation department staff' },
  supervisor: { zh: '督查员', en: 'Supervision officer' },
  committee_admin: { zh: '党委管理员', en: 'Committee administrator' },
  branch_secretary: { zh: '支部书记', en: 'Branch secretary' },
  branch_clerk: { zh: '支部干事', en: 'Branch clerk' },
  member: { zh: '党员', en: 'Member' },
  integration: { zh: '对接系统', en: 'Integration client' },
}
