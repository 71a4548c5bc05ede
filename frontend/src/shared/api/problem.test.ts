import { describe, expect, it } from 'vitest'
import { explain } from './explain'
import { fieldPath, Problem, readProblem, Unreachable } from './problem'

const body = { title: '内容有误', status: 422, code: 'invalid', detail: '请按提示修改。', errors: [] }

describe('readProblem', () => {
  it('reads a problem with its waiting time', async () => {
    const response = new Response(JSON.stringify({ ...body, status: 429, code: 'auth.locked' }), {
      status: 429,
      headers: { 'Retry-After': '840', 'Content-Type': 'application/problem+json' },
    })
    const problem = await readProblem(response)
    expect(problem).toMatchObject({
      status: 429,
      code: 'auth.locked',
      retryAfter: 840,
      message: '请按提示修改。',
    })
  })

  it('turns the HTML page of a proxy into a problem, too', async () => {
    const problem = await readProblem(new Response('<html>502 Bad Gateway</html>', { status: 502 }))
    expect(problem).toMatchObject({ status: 502, code: 'http' })
  })
})

describe('fieldPath', () => {
  it.each([
    ['/title', ['title']],
    ['/body/items/0/due_on', ['items', 0, 'due_on']],
    ['#/a~1b/c~0d', ['a/b', 'c~d']],
    ['', []],
  ])('%s', (pointer, path) => expect(fieldPath(pointer)).toEqual(path))
})

describe('explain', () => {
  it('repeats what the API says about a refusal, without a reference', () => {
    expect(explain(new Problem({ ...body, request_id: 'r1' }), 'zh')).toEqual({
      message: '请按提示修改。',
      reference: undefined,
    })
  })

  it('gives the reference of a failed server, and no inner detail', () => {
    const { message, reference } = explain(
      new Problem({ ...body, status: 500, detail: 'KeyError', request_id: 'r1' }),
      'zh',
    )
    expect(message).not.toContain('KeyError')
    expect(reference).toBe('编号 r1')
  })

  it('tells a dead line from a bug, in both languages', () => {
    expect(explain(new Unreachable(null), 'zh').message).toContain('连接不上服务器')
    expect(explain(new Unreachable(null), 'en').message).toContain('cannot be reached')
    expect(explain(new TypeError('x is undefined'), 'zh').message).not.toContain('undefined')
  })
})
