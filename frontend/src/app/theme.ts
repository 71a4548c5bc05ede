import type { ThemeConfig } from 'antd/es/config-provider'

/** Party red: the one main action of a page and the active menu entry, nothing else. */
export const PARTY_RED = '#C7000B'

const INK = '#3A4048'

/**
 * White and grey. antd's own primary is a slate grey (focus, chosen options, ticks); only buttons use red.
 * `hashed: false` keeps `:where()` out of the styles, which Chrome 87 does not know.
 */
export function themeFor(largeType: boolean, phone: boolean): ThemeConfig {
  const control = largeType ? 48 : phone ? 40 : 34
  return {
    hashed: false,
    cssVar: { key: 'dj' },
    token: {
      colorPrimary: INK,
      colorInfo: INK,
      colorLink: INK,
      colorLinkHover: '#000000',
      colorError: '#B42318',
      colorWarning: '#8F5A00',
      colorSuccess: '#1E6B33',
      colorText: '#1F1F1F',
      colorTextSecondary: '#595959',
      colorTextTertiary: '#595959',
      colorTextDescription: '#595959',
      colorTextPlaceholder: '#6B6B6B',
      // Disabled steps say why, so they must be readable.
      colorTextDisabled: '#767676',
      colorIcon: '#595959',
      colorBorder: '#C9CCD1',
      colorBorderSecondary: '#E8E8E8',
      colorBgLayout: '#F5F6F7',
      borderRadius: 6,
      fontFamily:
        '-apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", sans-serif',
      fontSize: largeType ? 18 : 14,
      controlHeight: control,
      controlHeightSM: largeType ? 48 : 28,
      controlHeightLG: largeType ? 52 : 40,
      lineWidthFocus: 2,
      motion: !largeType && !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    },
    components: {
      Button: {
        colorPrimary: PARTY_RED,
        algorithm: true,
        defaultHoverColor: '#000000',
        defaultHoverBorderColor: '#8C8C8C',
        defaultActiveColor: '#000000',
        defaultActiveBorderColor: '#595959',
        primaryShadow: 'none',
        defaultShadow: 'none',
        fontWeight: 500,
      },
      Table: { headerBg: '#FAFAFA', headerSplitColor: 'transparent', cellPaddingBlock: largeType ? 14 : 11 },
      Form: { verticalLabelPadding: '0 0 4px', itemMarginBottom: largeType ? 34 : 26 },
      Tabs: { horizontalMargin: '0 0 16px 0' },
    },
  }
}
