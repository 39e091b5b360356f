import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp, type TestClient } from '../support/app.ts'
import { type Forwarder, startForwarder } from '../support/forwarder.ts'
import { answerOf, basic, type JsonAnswer, postForm } from '../support/post-form.ts'
import { protocol } from '../support/protocol.ts'
import { type Replica, startReplica } from '../support/replica.ts'

let app: TestApp
let network: Forwarder
let replica: Replica
let client: TestClient

beforeAll(async () => {
  app = await startApp()
  const url = new URL(app.database.url ?? '')
  network = await startForwarder({ host: url.hostname, port: Number(url.port || 5432) })
  url.host = `127.0.0.1:${network.port}`
  replica = await startReplica(app, { DYNAMIC_REGISTRATION: 'on' }, url.href)
  await app.createUser()
  client = await app.createClient()
})
afterAll(async () => {
  await network.restore()
  await replica.close()
  await network.close()
  await app.close()
})

const headers = (accept = 'application/json') => ({ ...replica.headers, accept })
const post = (path: string, values: Record<string, string>): Promise<JsonAnswer> =>
  postForm(replica, path, values, { ...basic(client), ...headers() })
const get = async (path: string, more: Record<string, string> = {}) =>
  answerOf(await fetch(`${replica.origin}${path}`, { redirect: 'manual', headers: { ...headers(), ...more } }))

const register = async () => {
  const body = JSON.stringify({ redirect_uris: ['https://rp.test/cb'] })
  const type = { 'content-type': 'application/json' }
  return answerOf(
    await fetch(`${replica.origin}/oauth/register`, { method: 'POST', body, headers: { ...headers(), ...type } }),
  )
}

test.each([
  ['is gone', () => network.cut()],
  ['does not answer', async () => network.block()],
])('while the database %s nothing is said about a token, and afterwards all is well', async (_how, interrupt) => {
  const { code, tokens, request, verifier } = protocol(app, client)
  const value = await code()
  const { access_token, refresh_token } = await tokens()
  const bearer = { authorization: `Bearer ${access_token}` }
  const grant = {
    grant_type: 'authorization_code',
    code: value,
    redirect_uri: client.redirectUri,
    code_verifier: verifier,
  }
  const started = performance.now()
  await interrupt()
  try {
    const answers = await Promise.all([
      post('/oauth/token', grant),
      post('/oauth/token', { grant_type: 'refresh_token', refresh_token }),
      post('/oauth/token_info', { token: access_token }),
      post('/oauth/token/revoke', { token: access_token }),
      register(),
      get('/oauth/userinfo', bearer),
      get(`/oauth/authorize?${request()}`),
    ])
    for (const { status, headers, body } of answers) {
      expect(status).toBe(503)
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      expect(headers.get('location')).toBeNull()
      expect(JSON.stringify(body)).not.toMatch(/invalid|active|prisma|ECONN/i)
    }
    for (const { body } of answers.slice(0, 5)) expect(body.error).toBe('temporarily_unavailable')
    const page = await get(`/oauth/authorize?${request()}`, { accept: 'text/html' })
    expect(page.status).toBe(503)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect((await get('/.well-known/openid-configuration')).status).toBe(200)
    expect(performance.now() - started).toBeLessThan(12_000)
  } finally {
    await network.restore()
  }
  await expect.poll(async () => (await get('/oauth/userinfo', bearer)).status, { timeout: 10_000 }).toBe(200)
  expect((await post('/oauth/token', grant)).status).toBe(200)
  expect((await post('/oauth/token', { grant_type: 'refresh_token', refresh_token })).status).toBe(200)
})
