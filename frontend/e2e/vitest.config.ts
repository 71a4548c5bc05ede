import { defineConfig } from 'vitest/config'

/** Browser tests: one browser, one page after another, against the server at BASE_URL. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.ts'],
    environment: 'node',
    globalSetup: ['e2e/support/server.ts'],
    setupFiles: ['e2e/support/setup.ts'],
    // One process for all files, which keeps the browser and its windows.
    pool: 'forks',
    isolate: false,
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
