import { defineTexts } from '@/shared/i18n/texts'

export const certificateTexts = defineTexts(
  {
    title: '批量登记外出培训',
    note: '一份名单登记多名党员的外出培训和结业证书；先看逐行结果，再提交，由支部其他同志确认后计学时。',
    branch: '党支部',
    help: '要有“姓名”“培训日期”两列，另可有“培训名称”“结束日期”“学时”或“天数”“主办单位”“举办级别”“证书编号”；同名的加手机尾号。文件只读不存。',
    reading: '正在读取…',
    fit: (fit: number, wrong: number) =>
      `${fit} 行可以登记${wrong > 0 ? `，${wrong} 行有问题，不会登记` : ''}`,
    row: (row: number) => `第 ${row} 行`,
    hours: (hours: string) => `${hours} 学时`,
    certificate: (number: string) => `证书 ${number}`,
    declare: (count: number) => `提交 ${count} 条，由支部确认`,
    done: (count: number) => `已提交 ${count} 条，等待支部其他同志确认`,
    fileType: '请选择 .xlsx、.xls 或 .csv 文件',
    fileEmpty: '文件是空的',
    fileSize: (mb: string) => `文件 ${mb} MB，超过 5 MB`,
  },
  {
    title: 'Trainings elsewhere from a list',
    note: 'One list with trainings and certificates of several members: look through the lines, then send them; somebody else of the branch confirms.',
    branch: 'Branch',
    help: 'Columns for name and day of the training, with the headings of the Chinese text; also its title, last day, hours or days, who held it, level, number of the certificate; for namesakes the end of the telephone number. The file is read and not kept.',
    reading: 'Reading …',
    fit: (fit, wrong) => `${fit} lines fit${wrong > 0 ? `; ${wrong} are wrong and stay out` : ''}`,
    row: (row) => `Row ${row}`,
    hours: (hours) => `${hours} h`,
    certificate: (number) => `certificate ${number}`,
    declare: (count) => `Send ${count} to the branch`,
    done: (count) => `${count} sent: somebody else of the branch confirms them`,
    fileType: 'Choose a .xlsx, .xls or .csv file',
    fileEmpty: 'The file is empty',
    fileSize: (mb) => `The file has ${mb} MB, more than 5 MB`,
  },
)
