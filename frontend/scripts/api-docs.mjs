/** Puts Swagger UI beside its page in `dist/api-docs/`: the interactive contract works without the internet. */
import { copyFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
  const from = new URL(`../node_modules/swagger-ui-dist/${file}`, import.meta.url)
  const to = new URL(`../dist/api-docs/${file}`, import.meta.url)
  copyFileSync(fileURLToPath(from), fileURLToPath(to))
}
