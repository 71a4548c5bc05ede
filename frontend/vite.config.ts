import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const api = process.env.API_URL ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { port: 5173, proxy: { '/api': api } },
  build: {
    target: 'chrome87',
    manifest: true,
    // Inlined data: URIs would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/shared/testing/setup.ts'],
    restoreMocks: true,
    unstubGlobals: true,
    // Files share one process and what it has loaded: a process for each spends three quarters of the time on importing
    // antd anew. `setup.ts` leaves each test a clean page.
    isolate: false,
    pool: 'threads',
    fileParallelism: false,
    // Only a test that hangs should end here, not one on a machine that is busy with the database tests.
    testTimeout: 30_000,
  },
})
