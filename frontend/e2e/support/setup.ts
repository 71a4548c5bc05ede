import { afterEach } from 'vitest'
import { tidyUp } from './pages'

// Here and not in `pages.ts`: files share their modules, and only this one is run for each of them.
afterEach(({ task }) => tidyUp(task.result?.state === 'fail'))
