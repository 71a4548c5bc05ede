import { screen, waitFor } from '@testing-library/react'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { describe, expect, it } from 'vitest'
import { Problem, Unreachable } from '@/shared/api/problem'
import { renderApp } from '@/shared/testing/render'
import { SubmitForm } from './SubmitForm'
import { useSubmit } from './submit'

type Send = (values: { title: string }, key: string) => Promise<unknown>

function Sheet({ send }: { send: Send }) {
  const [form] = Form.useForm<{ title: string }>()
  const { submit } = useSubmit({ send, form })
  return (
    <SubmitForm form={form} onSubmit={submit} label="sheet">
      <Form.Item name="title" label="标题">
        <Input />
      </Form.Item>
      <button type="submit">保存</button>
    </SubmitForm>
  )
}

function open(send: Send) {
  const user = renderApp(<Sheet send={send} />)
  return { user, title: screen.getByLabelText('标题') }
}

const refusal = (detail: string, errors: { pointer: string; code: string; message: string }[]) =>
  new Problem({ title: '有误', status: 422, code: 'invalid', detail, errors })

describe('a form', () => {
  it('shows server faults at their field and the others in a notice', async () => {
    const { user, title } = open(async () => {
      throw refusal('提交的内容有误。', [
        { pointer: '/title', code: 'too_long', message: '标题太长，最多 200 字。' },
        { pointer: '/lead_branch_id', code: 'unknown', message: '没有这个单位。' },
      ])
    })
    await user.type(title, '长{Enter}')
    const fault = await screen.findByText('标题太长，最多 200 字。')
    expect(fault.closest('.ant-form-item')?.contains(title)).toBe(true)
    expect(await screen.findByText('提交的内容有误。 没有这个单位。')).toBeTruthy()
  })

  it('shows no notice when every fault has its field', async () => {
    const { user, title } = open(async () => {
      throw refusal('内容有一处不符。', [{ pointer: '/title', code: 'too_long', message: '标题太长。' }])
    })
    await user.type(title, 'x{Enter}')
    await screen.findByText('标题太长。')
    expect(screen.queryByText(/内容有一处不符/)).toBeNull()
  })

  it('repeats with the same key after a dead line, and takes a new one after an answer or a change', async () => {
    const keys: string[] = []
    const failures = [new Unreachable(null), refusal('不行。', []), new Unreachable(null)]
    const { user, title } = open(async (_, key) => {
      keys.push(key)
      const failure = failures.shift()
      if (failure) throw failure
    })
    await user.type(title, '甲{Enter}')
    await waitFor(() => expect(keys).toHaveLength(1))
    await user.click(screen.getByText('保存'))
    await waitFor(() => expect(keys).toHaveLength(2))
    await user.click(screen.getByText('保存'))
    await waitFor(() => expect(keys).toHaveLength(3))
    await user.type(title, '乙{Enter}')
    await waitFor(() => expect(keys).toHaveLength(4))
    expect(keys[1]).toBe(keys[0])
    expect(new Set(keys).size).toBe(3)
  })

  it('sends once, however often the button is pressed, and saves with Ctrl+S', async () => {
    let sent = 0
    let finish: () => void = () => undefined
    const { user, title } = open(() => {
      sent += 1
      return new Promise<void>((resolve) => {
        finish = resolve
      })
    })
    await user.type(title, 'x{Control>}s{/Control}')
    await waitFor(() => expect(sent).toBe(1))
    await user.click(screen.getByText('保存'))
    await user.click(screen.getByText('保存'))
    expect(sent).toBe(1)
    finish()
  })

  it('is sent by Enter also when its button stands outside of it, as in a dialog', async () => {
    const sent: unknown[] = []
    function Bare() {
      const [form] = Form.useForm<{ title: string; note: string }>()
      return (
        <SubmitForm form={form} onSubmit={(values) => sent.push(values)} label="dialog">
          <Form.Item name="title" label="标题">
            <Input />
          </Form.Item>
          <Form.Item name="note" label="说明">
            <Input />
          </Form.Item>
        </SubmitForm>
      )
    }
    const user = renderApp(<Bare />)
    await user.type(screen.getByLabelText('标题'), '甲{Enter}')
    await waitFor(() => expect(sent).toEqual([{ title: '甲', note: undefined }]))
  })

  it('is not needed for a step without values', async () => {
    const keys: string[] = []
    function Step() {
      const { submit } = useSubmit({
        send: async (_: undefined, key) => {
          keys.push(key)
        },
      })
      return (
        <button type="button" onClick={() => submit(undefined)}>
          删除
        </button>
      )
    }
    const user = renderApp(<Step />)
    await user.click(screen.getByRole('button', { name: '删除' }))
    await waitFor(() => expect(keys).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]))
  })
})
