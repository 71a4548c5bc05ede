import type { TestProject } from 'vitest/node'
import { baseUrl } from './environment'

declare module 'vitest' {
  interface ProvidedContext {
    baseUrl: string
  }
}

/** Makes sure that there is a server to test. */
export default async function setup(project: TestProject) {
  const url = baseUrl()
  const answer = await fetch(`${url}/healthz`).catch(() => null)
  if (!answer?.ok) throw new Error(`No server answers at ${url}/healthz; set BASE_URL to a running one`)
  project.provide('baseUrl', url)
}
