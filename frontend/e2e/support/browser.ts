import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { baseUrl, chromiumPath } from './environment'

declare module 'vitest' {
  interface ProvidedContext {
    browserAddress: string
    baseUrl: string
  }
}

/** Starts the one browser of the suite, after making sure that there is a server to test. */
export default async function setup(project: TestProject) {
  const url = baseUrl()
  const answer = await fetch(`${url}/healthz`).catch(() => null)
  if (!answer?.ok) throw new Error(`No server answers at ${url}/healthz; set BASE_URL to a running one`)
  const server = await chromium.launchServer({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  project.provide('baseUrl', url)
  project.provide('browserAddress', server.wsEndpoint())
  return () => server.close()
}
