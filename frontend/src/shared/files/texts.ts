import { defineTexts } from '@/shared/i18n/texts'

export const fileTexts = defineTexts(
  {
    notice: '非涉密平台：严禁上传涉密材料',
    noticeText: '带有密级标志的文件会被拒收。工作秘密和敏感信息也请先行处理。',
    drop: '把文件拖到这里，或点击选择',
    dropActive: '松开即可放入',
    change: '换一个文件',
  },
  {
    notice: 'Non-classified platform: classified material must not be uploaded',
    noticeText:
      'Documents with a classification marking are refused. Remove work secrets and sensitive data first.',
    drop: 'Drop the file here, or click to choose',
    dropActive: 'Let go to take it',
    change: 'Choose another file',
  },
)
