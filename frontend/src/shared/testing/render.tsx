import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import ConfigProvider from 'antd/es/config-provider'
import type { ReactElement } from 'react'
import { MemoryRouter } from 'react-router'
import { Toaster } from '@/shared/ui/toast'

/** Render a component with what the application puts around it, at an address; gives the person's hands. */
export function renderApp(element: ReactElement, path = '/') {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <ConfigProvider button={{ autoInsertSpace: false }}>
        <MemoryRouter initialEntries={[path]}>{element}</MemoryRouter>
        <Toaster />
      </ConfigProvider>
    </QueryClientProvider>,
  )
  return userEvent.setup()
}
