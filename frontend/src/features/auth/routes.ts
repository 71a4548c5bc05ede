/** The sign-in page stands outside the shell. */
export const signInRoute = {
  path: '/sign-in',
  lazy: async () => ({ Component: (await import('./SignInPage')).default }),
}

/** The sign-in page, returning to `from` afterwards. */
export const signInPath = (from: string) =>
  from === '/' ? signInRoute.path : `${signInRoute.path}?next=${encodeURIComponent(from)}`
