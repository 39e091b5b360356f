import { expect, test } from 'vitest'
import { createLog } from '../../src/kit/log.ts'

function logged(members: object): Record<string, unknown> {
  const lines: string[] = []
  createLog({ level: 'info', format: 'json' }, { write: (line) => void lines.push(line) }).info(members, 'said')
  return JSON.parse(lines.join(''))
}

test('what is secret is hidden wherever it hangs', () => {
  const line = logged({
    password: 'hunter2',
    request: { headers: { authorization: 'Bearer x', cookie: 'a=b' }, body: { refresh_token: 'y' } },
    answers: [{ token: 'z' }],
  })
  expect(line).toMatchObject({
    msg: 'said',
    password: '[hidden]',
    request: { headers: { authorization: '[hidden]', cookie: '[hidden]' }, body: { refresh_token: '[hidden]' } },
    answers: [{ token: '[hidden]' }],
  })
})

test('an error is told with its cause and its place, without the secrets it carries', () => {
  const cause = new Error('the server said no')
  const error = Object.assign(new Error('could not sign in', { cause }), { client_secret: 'x', config: { token: 'y' } })
  const line = logged({ err: error })
  expect(line).toMatchObject({
    err: { message: 'could not sign in: the server said no', client_secret: '[hidden]', config: { token: '[hidden]' } },
  })
  expect(JSON.stringify(line)).toContain('log.test.ts')
})

test('bytes are not told, but how many they are', () => {
  const rawPacket = Buffer.from('POST / HTTP/1.1\r\nAuthorization: Bearer secret')
  const line = logged({ err: Object.assign(new Error('Parse Error'), { code: 'HPE_INVALID_CHUNK_SIZE', rawPacket }) })
  expect(line).toMatchObject({ err: { code: 'HPE_INVALID_CHUNK_SIZE', rawPacket: '[45 bytes]' } })
})

test('times and other values are told as they are', () => {
  const at = new Date(0)
  expect(logged({ at, count: 3, none: null, err: 'a word' })).toMatchObject({
    at: at.toISOString(),
    count: 3,
    none: null,
    err: 'a word',
  })
})
