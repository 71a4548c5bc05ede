import InputNumber from 'antd/es/input-number'
import Slider from 'antd/es/slider'
import { defineTexts, useText } from '@/shared/i18n/texts'
import styles from './PercentInput.module.css'

const texts = defineTexts({ drag: '拖动选择完成进度' }, { drag: 'Drag to choose the progress' })

interface Props {
  id?: string
  value?: number | null
  onChange?: (percent: number | null) => void
}

/** A whole number of percent, by slider or typed. */
export function PercentInput({ id, value, onChange }: Props) {
  const t = useText(texts)
  return (
    <div className={styles.percent}>
      <InputNumber id={id} min={0} max={100} precision={0} suffix="%" value={value} onChange={onChange} />
      <Slider
        className={styles.slider}
        min={0}
        max={100}
        step={5}
        value={value ?? 0}
        onChange={onChange}
        ariaLabelForHandle={t.drag}
      />
    </div>
  )
}
