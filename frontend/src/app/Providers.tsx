import { QueryClientProvider } from '@tanstack/react-query'
import ConfigProvider from 'antd/es/config-provider'
import type { Locale } from 'antd/es/locale'
import zhCN from 'antd/es/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { usePhone } from '@/shared/browser/usePhone'
import { type Language, useLanguage, useLargeType } from '@/shared/i18n/preferences'
import { Toaster } from '@/shared/ui/toast'
import { createQueryClient } from './queryClient'
import { themeFor } from './theme'

/** Server state, theme, locale and toasts for everything below. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient)
  const language = useLanguage()
  const largeType = useLargeType()
  const phone = usePhone()
  const locale = useAntdLocale(language)
  const theme = useMemo(() => themeFor(largeType, phone), [largeType, phone])

  useEffect(() => {
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
    dayjs.locale(language === 'en' ? 'en' : 'zh-cn')
    // What is already on the page was answered in the other language.
    void client.invalidateQueries()
  }, [language, client])

  useEffect(() => {
    document.documentElement.dataset.type = largeType ? 'large' : 'normal'
  }, [largeType])

  return (
    <QueryClientProvider client={client}>
      <ConfigProvider locale={locale} theme={theme} button={{ autoInsertSpace: false }}>
        {children}
        <Toaster />
      </ConfigProvider>
    </QueryClientProvider>
  )
}

function useAntdLocale(language: Language): Locale {
  const [english, setEnglish] = useState<Locale | null>(null)
  useEffect(() => {
    if (language === 'en') void import('antd/es/locale/en_US').then((module) => setEnglish(module.default))
  }, [language])
  return language === 'en' && english !== null ? english : zhCN
}
