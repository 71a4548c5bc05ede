import PrinterOutlined from '@ant-design/icons/es/icons/PrinterOutlined'
import Button from 'antd/es/button'
import { defineTexts, useText } from '@/shared/i18n/texts'

const texts = defineTexts({ print: '打印' }, { print: 'Print' })

/** Prints the page on A4 without the shell (see the print rules in `app/styles.css`). */
export function PrintButton() {
  const t = useText(texts)
  return (
    <Button className="no-print" icon={<PrinterOutlined />} onClick={() => window.print()}>
      {t.print}
    </Button>
  )
}
