import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { api, refusal } from '../support/api.ts'
import { adminApiKey, startApp, type TestApp } from '../support/app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

/** A request whose body is sent as it is. */
function raw(method: string, path: string, body: string | Buffer, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(app.origin)
  const all = { authorization: `Bearer ${adminApiKey}`, 'content-type': 'application/json', ...headers }
  return new Promise<{ status: number; body: { errors: { code: string; meta: object }[] } }>((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers: all }, async (answer) => {
      const chunks = await answer.toArray()
      resolve({ status: answer.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString() || '{}') })
    })
    sent.on('error', reject).end(body)
  })
}

describe('a body', () => {
  test.each([['{'], ['nonsense'], ['[]'], ['"text"'], ['null'], ['1'], ['{"a":1}}'], [''.padEnd(50_000, '[')]])(
    'that is not a JSON object is refused: %j',
    async (body) => {
      const answer = await raw('POST', '/v1/users', body)
      expect([answer.status, answer.body.errors[0]?.code]).toEqual([400, 'request_body_invalid'])
    },
  )

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    '',
  ])('of the type %j is refused', async (type) => {
    const answer = await raw('POST', '/v1/users', '{"username":"ada"}', { 'content-type': type })
    expect([answer.status, answer.body.errors[0]?.code]).toEqual([415, 'unsupported_content_type'])
  })

  test('may name a character set', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    expect((await raw('POST', '/v1/users', '{"username":"ada"}', headers)).status).toBe(200)
  })

  test('of a megabyte is refused', async () => {
    const answer = await raw('POST', '/v1/users', JSON.stringify({ username: 'x'.repeat(1_000_000) }))
    expect([answer.status, answer.body.errors[0]?.code]).toEqual([413, 'request_body_too_large'])
  })

  test('with a character the database cannot hold is refused, wherever it is', async () => {
    const bodies = [
      { username: 'a\0b' },
      { email_address: ['a\0@example.com'] },
      { public_metadata: { deep: [{ text: '\0' }] } },
      { public_metadata: { 'na\0me': 1 } },
      { private_metadata: { half: '\ud800' } },
      { ['na\0me']: 1 },
    ]
    for (const body of bodies) {
      const answer = await api(app).call('post', '/v1/users', { body })
      expect([JSON.stringify(body), answer.status]).toEqual([JSON.stringify(body), 422])
    }
  })

  test('nested without end is refused', async () => {
    const deep = `{"public_metadata":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`
    expect((await raw('POST', '/v1/users', deep)).status).toBe(422)
    const list = `{"public_metadata":{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}}`
    expect((await raw('POST', '/v1/users', list)).status).toBe(422)
  })

  test('changes no prototype', async () => {
    const body =
      '{"username":"ada","__proto__":{"isAdmin":true},"public_metadata":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"a":1}}'
    const answer = await raw('POST', '/v1/users', body)
    expect(answer.status).toBe(200)
    const user = await app.services.store.users.findByUsername('ada')
    expect(user?.publicMetadata).toEqual({ a: 1, constructor: { prototype: { polluted: 1 } } })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()

    const merge = `{"public_metadata":{"__proto__":{"polluted":2},"b":{"__proto__":{"polluted":2}}}}`
    expect((await raw('PATCH', `/v1/users/${user?.id}/metadata`, merge)).status).toBe(200)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('of numbers no column can hold is kept or refused, never a fault', async () => {
    for (const number of ['1e999', '-1e999', '123456789012345678901234567890', '0.1e-400']) {
      const answer = await raw(
        'POST',
        '/v1/users',
        `{"username":"n${number.length}","public_metadata":{"n":${number}}}`,
      )
      expect([200, 422]).toContain(answer.status)
    }
  })
})

describe('a query', () => {
  test.each([
    '/v1/users?query=%00',
    '/v1/users?email_address=%00',
    '/v1/users?query=%ED%A0%80',
    `/v1/users?query=${'x'.repeat(10_000)}`,
    '/v1/users?created_at_after=soon',
    '/v1/users?created_at_after=99999999999999999999',
    '/v1/users?banned=maybe',
    '/v1/users?limit=1e9',
    '/v1/users?offset=99999999999999',
    '/v1/users?starting_after=nobody',
    '/v1/users?order_by=created_at;drop table users',
    '/v1/audit_events?cursor=forged',
    '/v1/audit_events?cursor=1_evt_x%27--',
    '/v1/audit_events?limit=-1',
    '/v1/users?__proto__=1',
    '/v1/users?phone_number=1',
    '/v1/users?starting_after=x&order_by=username',
    '/v1/oauth_applications?name_query=%00',
  ])('%s is refused or harmless', async (path) => {
    const answer = await api(app).call('get', path.replace("'", '%27'))
    expect([path, [200, 422].includes(answer.status)]).toEqual([path, true])
    if (!path.includes('%ED%A0%80') && !path.includes('__proto__')) expect(refusal(answer)[0]).toBe(422)
  })

  test.each(['(a+)+$', '.*', '[', '\\', '%', '_', "' OR '1'='1", '"; DROP TABLE users; --', '{{7*7}}'])(
    'searches for %j as it is written',
    async (text) => {
      await app.createUser()
      const started = performance.now()
      expect(await api(app).done('get', `/v1/users?email_address_query=${encodeURIComponent(text)}`)).toEqual([])
      expect(performance.now() - started).toBeLessThan(1000)
    },
  )
})

test('an identifier in a path that nothing has is a 404, whatever it is', async () => {
  const strange = [
    'x',
    '..%2f..',
    '%00',
    '%ff',
    '%27%20OR%201=1',
    'a'.repeat(3000),
    '__proto__',
    'constructor',
    '%F0%9F%98%80',
    '%ED%A0%80',
  ]
  for (const id of strange) {
    for (const path of [
      `/v1/users/${id}`,
      `/v1/oauth_applications/${id}`,
      `/v1/resources/${id}`,
      `/v1/providers/${id}`,
    ]) {
      const answer = await raw('GET', path, '')
      expect([path, answer.status]).toEqual([path, 404])
    }
  }
})

describe('a refusal', () => {
  test.each([
    [{}, 'form_param_missing', 'name is missing.'],
    [{ name: 5 }, 'form_param_type_invalid', 'name must be a string.'],
    [{ name: 'x'.repeat(257) }, 'form_param_max_length_exceeded', 'name must have at most 256 characters.'],
    [{ name: 'a', redirect_uris: 'x' }, 'form_param_type_invalid', 'redirect_uris must be a list.'],
    [{ name: 'a', id_token_signed_response_alg: 'none' }, 'form_param_value_invalid', 'must be one of RS256, ES256.'],
    [{ name: 'a', zzz: 1 }, 'form_param_unknown', 'zzz is not a parameter of this request.'],
  ])('of %j says in a sentence what is wrong', async (body, code, sentence) => {
    const answer = await api(app).call('post', '/v1/oauth_applications', { body })
    expect(answer.status).toBe(422)
    expect(answer.body.errors[0].code).toBe(code)
    expect(answer.body.errors[0].long_message).toContain(sentence)
  })

  test.each([
    ['short', 'short', 'form_password_length_too_short'],
    ['long', '🔑'.repeat(300), 'form_password_length_too_long'],
    ['common', 'password1234', 'form_password_not_strong_enough'],
  ])('of a %s password says why', async (_kind, password, code) => {
    const answer = await api(app).call('post', '/v1/users', { body: { username: 'ada', password } })
    expect(refusal(answer)).toEqual([422, code, 'password'])
  })

  test('of a taken name ends in one full stop', async () => {
    await api(app).done('post', '/v1/users', { username: 'ada' })
    const answer = await api(app).call('post', '/v1/users', { body: { username: 'ada' } })
    expect(answer.body.errors[0].long_message).toBe('That username is taken. Please try another.')
  })

  test('of a number out of range does not speak of its length', async () => {
    for (const limit of ['0', '501']) {
      const answer = await api(app).call('get', `/v1/users?limit=${limit}`)
      expect(refusal(answer)).toEqual([422, 'form_param_value_invalid', 'limit'])
    }
  })

  test('of a login without its provider names the provider', async () => {
    for (const path of ['/v1/users', '/v1/users/count']) {
      const answer = await api(app).call('get', `${path}?provider_user_id=1`)
      expect(refusal(answer)).toEqual([422, 'form_param_missing', 'provider'])
    }
  })
})

test.each([
  ['put', '/v1/oauth_applications', 'GET, HEAD, POST'],
  ['post', '/v1/users/user_1', 'GET, HEAD, PATCH, DELETE'],
  ['get', '/v1/users/user_1/ban', 'POST'],
] as const)('a method that %s %s does not have is a 405', async (method, path, allowed) => {
  const answer = await api(app).call(method, path)
  expect(refusal(answer)).toEqual([405, 'method_not_allowed'])
  expect(answer.headers['allow']?.split(', ').sort()).toEqual(allowed.split(', ').sort())
})

test('a path of the API that does not exist is a 404 that the SDK can read', async () => {
  const answer = await api(app).call('get', '/v1/users/user_1/nothing')
  expect(refusal(answer)).toEqual([404, 'resource_not_found'])
  expect(answer.headers['content-type']).toBe('application/json')
  expect(answer.body.errors[0]).toMatchObject({
    message: 'not found',
    long_message: 'There is nothing at this address.',
  })
})
