import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { announceSignOut } from '../../src/core/sessions/announce-sign-out.ts'
import { deliverLogouts } from '../../src/oidc/logout/deliver-logouts.ts'
import { adminApiKey, startApp, type TestApp } from '../support/app.ts'
import type { Browser } from '../support/browser.ts'
import { type Listener, startListener } from '../support/listener.ts'
import { relyingParty } from '../support/relying-party.ts'

const event = 'http://schemas.openid.net/event/backchannel-logout'

let app: TestApp
let rp: Listener

beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.reset()
  rp = await startListener()
})
afterEach(() => rp.close())
afterAll(() => app.close())

const application = (more = {}) =>
  app.createClient({ backchannelLogoutUri: `${rp.origin}/logout`, backchannelLogoutSession: true, ...more })

const deliver = () => deliverLogouts(app.services, app.engine)
const deliveries = async () => (await app.services.store.deliveries.list({ limit: 50, offset: 0 })).data

async function signOut(browser: Browser) {
  const ask = await browser.open('/oauth/logout')
  return ask.submit({}, { button: 'Sign out' })
}

async function tokenOf({ body }: { readonly body: string }, audience: string) {
  const token = new URLSearchParams(body).get('logout_token') ?? ''
  const keys = createRemoteJWKSet(new URL(`${app.origin}/.well-known/jwks.json`))
  return jwtVerify(token, keys, { issuer: app.origin, audience, typ: 'logout+jwt', currentDate: new Date() })
}

test('each application of the browser is told of the sign-out, in a token made for it', async () => {
  const user = await app.createUser()
  const client = await application()
  const browser = app.browser()
  const tokens = await (await relyingParty(app, client)).signIn({ browser })
  await signOut(browser)
  expect(rp.received).toHaveLength(0)
  await deliver()
  expect(rp.received).toHaveLength(1)
  const [sent] = rp.received
  expect(sent).toMatchObject({ method: 'POST', path: '/logout' })
  expect(sent?.headers['content-type']).toContain('application/x-www-form-urlencoded')
  const { payload } = await tokenOf(sent ?? { body: '' }, client.clientId)
  expect(payload).toMatchObject({ sub: user.id, sid: tokens.claims()?.['sid'], events: { [event]: {} } })
  expect(payload.sid).toBeTruthy()
  expect(payload.jti).toBeTruthy()
  expect(payload.nonce).toBeUndefined()
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThanOrEqual(120)
  expect(await deliveries()).toMatchObject([{ status: 'delivered', attempts: 1 }])
  await deliver()
  expect(rp.received).toHaveLength(1)
})

test('an application with pairwise subjects and its own algorithm is told in its own terms', async () => {
  const user = await app.createUser()
  const client = await application({
    subjectType: 'pairwise',
    idTokenSignedResponseAlg: 'ES256',
    backchannelLogoutSession: false,
  })
  const browser = app.browser()
  const tokens = await (await relyingParty(app, client)).signIn({ browser })
  await signOut(browser)
  await deliver()
  const { payload, protectedHeader } = await tokenOf(rp.received[0] ?? { body: '' }, client.clientId)
  expect(protectedHeader.alg).toBe('ES256')
  expect(payload.sub).toBe(tokens.claims()?.sub)
  expect(payload.sub).not.toBe(user.id)
  expect(payload['sid']).toBeUndefined()
})

test('an application that hangs keeps nobody waiting, and is told again later', async () => {
  await app.createUser()
  const client = await application()
  const browser = app.browser()
  await (await relyingParty(app, client)).signIn({ browser })
  rp.answer((response) => void response.writeHead(503).end())
  const before = performance.now()
  await signOut(browser)
  expect(performance.now() - before).toBeLessThan(5000)
  await deliver()
  expect(await deliveries()).toMatchObject([{ status: 'queued', attempts: 1, lastError: 'answered 503' }])
  await deliver()
  expect(rp.received).toHaveLength(1)
  app.advance(16)
  rp.answer((response) => void response.writeHead(204).end())
  await deliver()
  expect(await deliveries()).toMatchObject([{ status: 'delivered', attempts: 2, lastError: null }])
})

test('a day later an application that never answered is given up', async () => {
  await app.createUser()
  const client = await application()
  const browser = app.browser()
  await (await relyingParty(app, client)).signIn({ browser })
  await signOut(browser)
  rp.answer((response) => void response.writeHead(500).end())
  let elapsed = 0
  while ((await deliveries())[0]?.status === 'queued' && elapsed < 200_000) {
    await deliver()
    app.advance(3600)
    elapsed += 3600
  }
  expect((await deliveries())[0]).toMatchObject({ status: 'failed', attempts: 8 })
  expect(elapsed).toBeGreaterThan(20 * 3600)
})

test('an answer that leads elsewhere is not followed', async () => {
  await app.createUser()
  const client = await application()
  const canary = await startListener()
  const browser = app.browser()
  await (await relyingParty(app, client)).signIn({ browser })
  rp.answer((response) => void response.writeHead(302, { location: canary.origin }).end())
  await signOut(browser)
  await deliver()
  expect(canary.received).toHaveLength(0)
  await canary.close()
})

test('operators see what was delivered and what was not', async () => {
  const user = await app.createUser()
  const client = await application()
  const browser = app.browser()
  await (await relyingParty(app, client)).signIn({ browser })
  rp.answer((response) => void response.writeHead(404).end())
  await signOut(browser)
  await deliver()
  const read = (query: string) =>
    fetch(`${app.origin}/v1/logout_deliveries${query}`, { headers: { authorization: `Bearer ${adminApiKey}` } })
  const { data, total_count } = await (await read('?status=queued')).json()
  expect(total_count).toBe(1)
  expect(data[0]).toMatchObject({
    object: 'logout_delivery',
    client_id: client.clientId,
    uri: `${rp.origin}/logout`,
    user_id: user.id,
    status: 'queued',
    attempts: 1,
    last_error: 'answered 404',
    delivered_at: null,
  })
  expect((await (await read('?status=delivered')).json()).total_count).toBe(0)
})

test('two replicas deliver each token once', async () => {
  await app.createUser()
  const client = await application()
  const browser = app.browser()
  await (await relyingParty(app, client)).signIn({ browser })
  await signOut(browser)
  await Promise.all(Array.from({ length: 10 }, deliver))
  expect(rp.received).toHaveLength(1)
})

test('a session that is ended for a person is announced too', async () => {
  const user = await app.createUser()
  const client = await application()
  await (await relyingParty(app, client)).signIn({})
  await (await relyingParty(app, client)).signIn({})
  await announceSignOut(app.services, { userId: user.id })
  await deliver()
  expect(rp.received).toHaveLength(2)
  const subjects = await Promise.all(
    rp.received.map(async (sent) => (await tokenOf(sent, client.clientId)).payload.sub),
  )
  expect(subjects).toEqual([user.id, user.id])
})
