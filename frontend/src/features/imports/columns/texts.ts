import { defineTexts } from '@/shared/i18n/texts'

export const columnTexts = defineTexts(
  {
    title: '列的含义',
    note: '左边是表格里的列名，右边选它是什么。改动后会重新读取文件，已在预览中改正的单元格要重新改。',
    sheet: '工作表',
    unread: '不读取',
    nameless: (column: string) => `${column} 列（没有列名）`,
    twice: (field: string) => `有两列都选了“${field}”，请只保留一列。`,
    missing: (fields: string) => `还缺必需的列：${fields}。`,
    send: '重新读取',
  },
  {
    title: 'Columns',
    note: 'At the left the heading in the file, at the right what it is. The file is read again; cells put right in the preview must be put right anew.',
    sheet: 'Sheet',
    unread: 'Not read',
    nameless: (column) => `Column ${column} (no heading)`,
    twice: (field) => `Two columns are said to be “${field}”; keep one.`,
    missing: (fields) => `Required columns are missing: ${fields}.`,
    send: 'Read again',
  },
)
