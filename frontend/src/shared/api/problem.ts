/** One wrong input: a JSON pointer into the request body, a stable code, a sentence for people. */
export interface FieldFault {
  pointer: string
  code: string
  message: string
}

/** The body of every refusal (RFC 9457, `application/problem+json`). */
export interface ProblemBody {
  type?: string
  title: string
  status: number
  detail?: string
  code: string
  errors?: FieldFault[]
  request_id?: string
  /** Some refusals name their regulation, or carry further facts. */
  [extra: string]: unknown
}

/** A refusal or failure of the API, thrown by `unwrap`. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly errors: FieldFault[]
  readonly requestId: string | undefined
  /** Seconds to wait, from `Retry-After`. */
  readonly retryAfter: number | undefined
  readonly body: ProblemBody

  constructor(body: ProblemBody, retryAfter?: number) {
    super(body.detail || body.title)
    this.name = 'Problem'
    this.status = body.status
    this.code = body.code
    this.errors = body.errors ?? []
    this.requestId = body.request_id
    this.retryAfter = retryAfter
    this.body = body
  }
}

/** No answer came: the network is down, or the server is. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('unreachable', { cause })
    this.name = 'Unreachable'
  }
}

/** Read a refused response. Proxies and crashes answer with HTML: that becomes a problem, too. */
export async function readProblem(response: Response, parsed?: unknown): Promise<Problem> {
  const body = parsed ?? (await response.json().catch(() => null))
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined
  if (isProblemBody(body)) return new Problem(body, retryAfter)
  return new Problem({ title: `HTTP ${response.status}`, status: response.status, code: 'http' }, retryAfter)
}

function isProblemBody(body: unknown): body is ProblemBody {
  return (
    typeof body === 'object' &&
    body !== null &&
    typeof (body as { code?: unknown }).code === 'string' &&
    'status' in body
  )
}

export const isProblem = (error: unknown, ...codes: string[]): error is Problem =>
  error instanceof Problem && (codes.length === 0 || codes.includes(error.code))

/** A JSON pointer as an antd form path: `/items/0/due_on` → `['items', 0, 'due_on']`. */
export function fieldPath(pointer: string): (string | number)[] {
  return pointer
    .replace(/^#/, '')
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .filter((part, index) => !(index === 0 && part === 'body'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}
