import { createBrowserRouter, type RouteObject } from 'react-router'
import { signInRoute } from '@/features/auth/routes'
import type { AppRoute } from '@/shared/routing/routes'
import { Loading } from '@/shared/ui/states'
import { Gate } from './Gate'
import { PermittedPage } from './PermittedPage'
import { RouteError } from './pages/RouteError'
import { routes } from './routes'
import { Shell } from './shell/Shell'

function toRouteObject(route: AppRoute): RouteObject {
  return {
    path: route.path,
    handle: route,
    errorElement: <RouteError />,
    lazy: async () => {
      const { default: Page } = await route.page()
      return {
        element: (
          <PermittedPage permission={route.permission}>
            <Page />
          </PermittedPage>
        ),
      }
    },
  }
}

export const createRouter = () =>
  createBrowserRouter([
    {
      path: signInRoute.path,
      lazy: signInRoute.lazy,
      errorElement: <RouteError />,
      hydrateFallbackElement: <Loading />,
    },
    {
      element: (
        <Gate>
          <Shell />
        </Gate>
      ),
      errorElement: <RouteError />,
      hydrateFallbackElement: <Loading />,
      children: [
        ...routes.map(toRouteObject),
        { path: '*', lazy: async () => ({ Component: (await import('./pages/NotFoundPage')).default }) },
      ],
    },
  ])
