import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { saveOAuthSettings } from '../../src/core/clients/oauth-settings.ts'
import { password, startApp, type TestApp } from '../support/app.ts'
import { type DocumentHost, startDocumentHost } from '../support/document-host.ts'
import { startListener } from '../support/listener.ts'
import { postForm } from '../support/post-form.ts'

let app: TestApp
let host: DocumentHost

beforeAll(async () => {
  app = await startApp({ CLIENT_ID_METADATA_DOCUMENTS: 'on', RATE_LIMITS: 'on' })
})
beforeEach(async () => {
  await app.reset()
  await app.createUser()
  host = await startDocumentHost()
})
afterEach(() => host.close())
afterAll(() => app.close())

const verifier = randomPKCECodeVerifier()
const redirectUri = 'https://rp.test/cb'
let count = 0

/** Publishes a document under a new address. */
function publish(more: object = {}): string {
  count += 1
  const path = `/clients/${count}.json`
  const document = { client_id: host.origin + path, client_name: 'Hosted app', redirect_uris: [redirectUri], ...more }
  return host.publish(path, document)
}

async function open(clientId: string, more: Record<string, string> = {}) {
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid email offline_access',
    state: 'long-enough',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  })
  return app.browser().open(`/oauth/authorize?${query}`)
}

const consentFor = async (clientId: string, more = {}) =>
  (await open(clientId, more)).submit({ identifier: 'alice@example.com', password })

async function expectRefused(clientId: string): Promise<void> {
  const page = await open(clientId)
  expect(page.url.origin).toBe(app.origin)
  expect(page.status).toBeGreaterThanOrEqual(400)
  expect(page.status).toBeLessThan(500)
}

test('discovery says so', async () => {
  const metadata = await (await fetch(`${app.origin}/.well-known/oauth-authorization-server`)).json()
  expect(metadata.client_id_metadata_document_supported).toBe(true)
})

test('an application described by its document signs a person in, who sees whose it is', async () => {
  const clientId = publish({ token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'] })
  const consent = await consentFor(clientId)
  expect(consent.text).toContain('Hosted app')
  expect(consent.text).toContain(new URL(clientId).host)
  expect(consent.text).toContain('rp.test')
  const { url } = await consent.submit({}, { button: 'Allow' })
  const form = {
    grant_type: 'authorization_code',
    client_id: clientId,
    code: url.searchParams.get('code') ?? '',
    redirect_uri: redirectUri,
    code_verifier: verifier,
  }
  const { status, body } = await postForm(app, '/oauth/token', form)
  expect(status).toBe(200)
  const refreshed = await postForm(app, '/oauth/token', {
    grant_type: 'refresh_token',
    client_id: clientId,
    refresh_token: body.refresh_token,
  })
  expect(refreshed.status).toBe(200)
  expect(host.asked).toHaveLength(1)
})

test('a document of few words is enough', async () => {
  const consent = await consentFor(publish())
  expect(consent.html).toContain('name="consented"')
})

test('the name in a document turns nothing around on the page, and one that cannot be seen is none', async () => {
  expect((await consentFor(publish({ client_name: 'Good \u202egpj.exe' }))).html).not.toContain('\u202e')
  const unnamed = publish({ client_name: '\u200b' })
  expect((await consentFor(unnamed)).text).toContain(new URL(unnamed).host)
})

test('a document cannot spare the person the question, nor itself PKCE', async () => {
  const clientId = publish({
    consent_screen: false,
    pkce_required: false,
    application_id: 'oauthapp_x',
    dynamically_registered: false,
    fapi: false,
  })
  const consent = await consentFor(clientId)
  expect(consent.html).toContain('name="consented"')
  const plain = await open(clientId, { code_challenge: '', code_challenge_method: '' })
  expect(plain.url.searchParams.has('code')).toBe(false)
  expect(plain.status).toBe(400)
})

test('machine grants, foreign scopes and pictures are cut out of a document', async () => {
  const clientId = publish({
    grant_types: ['authorization_code', 'client_credentials'],
    scope: 'openid email private_metadata mcp:tools',
    logo_uri: 'https://tracker.test/pixel.png',
  })
  const consent = await consentFor(clientId)
  expect(consent.html).not.toContain('tracker.test')
  expect((await open(clientId, { scope: 'openid private_metadata' })).status).toBe(400)
  expect((await postForm(app, '/oauth/token', { grant_type: 'client_credentials', client_id: clientId })).status).toBe(
    400,
  )
})

test('an application on this device is pointed out', async () => {
  const clientId = publish({ redirect_uris: ['http://localhost/cb'] })
  const consent = await consentFor(clientId, { redirect_uri: 'http://localhost:51004/cb' })
  expect(consent.text).toContain('cannot check its name')
})

test.each<[string, object]>([
  ['another id', { client_id: 'https://evil.test/client.json' }],
  ['a secret', { client_secret: 'x' }],
  ['the end of a secret', { client_secret_expires_at: 0 }],
  ['a method with a secret', { token_endpoint_auth_method: 'client_secret_basic' }],
  ['a signed method without keys', { token_endpoint_auth_method: 'private_key_jwt' }],
  ['another address', { redirect_uris: ['https://rp.test/other'] }],
  ['plain http', { redirect_uris: ['http://evil.test/cb', redirectUri] }],
  ['a script', { redirect_uris: ['javascript:alert(1)', redirectUri] }],
  ['no address', { redirect_uris: [] }],
  ['too much', { client_name: 'x'.repeat(6000) }],
])('a document with %s is refused, and good again once it is mended', async (_what, wrong) => {
  const clientId = publish(wrong)
  await expectRefused(clientId)
  const good = { client_id: clientId, client_name: 'Mended', redirect_uris: [redirectUri] }
  host.publish(new URL(clientId).pathname, good)
  expect((await open(clientId)).html).toContain('name="password"')
})

test.each<[string, (response: import('node:http').ServerResponse) => void]>([
  ['404', (response) => void response.writeHead(404).end()],
  ['302', (response) => void response.writeHead(302, { location: '/clients/elsewhere.json' }).end()],
  ['a page', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>')],
  ['a list', (response) => void response.writeHead(200).end('[]')],
  [
    'a hundred megabytes',
    (response) => {
      response.on('error', () => {})
      response.writeHead(200)
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', write)
      }
      write()
    },
  ],
])('an answer of %s is no document', async (_what, answer) => {
  const clientId = publish()
  host.publish(new URL(clientId).pathname, answer)
  await expectRefused(clientId)
  expect(host.asked).not.toContain('/clients/elsewhere.json')
})

test('a document that comes drop by drop is not waited for', async () => {
  const clientId = publish()
  host.publish(new URL(clientId).pathname, (response) => {
    response.writeHead(200)
    const drip = setInterval(() => response.write(' '), 100)
    response.on('close', () => clearInterval(drip))
  })
  const before = performance.now()
  await expectRefused(clientId)
  expect(performance.now() - before).toBeLessThan(3500)
})

test('an address that cannot be one of a document is not asked for', async () => {
  const { port } = new URL(host.origin)
  const wrong = [
    `http://localhost:${port}/client.json`,
    `https://user:pw@localhost:${port}/client.json`,
    `https://localhost:${port}/client.json#x`,
    `https://localhost:${port}/a/../client.json`,
    `https://localhost:${port}/a/%2e%2e/client.json`,
    `https://localhost:${port}`,
    `https://localhost:${port}/`,
    `https://127.0.0.1:${port}/client.json`,
    `https://[::1]:${port}/client.json`,
    `https://2130706433:${port}/client.json`,
    'https://169.254.169.254/latest/meta-data',
  ]
  for (const clientId of wrong) await expectRefused(clientId)
  expect(host.asked).toHaveLength(0)
})

test('nobody makes us ask for keys inside', async () => {
  const canary = await startListener()
  const inside = publish({ token_endpoint_auth_method: 'private_key_jwt', jwks_uri: `${canary.origin}/jwks` })
  await expectRefused(inside)
  const literal = publish({
    token_endpoint_auth_method: 'private_key_jwt',
    jwks_uri: canary.origin.replace('http:', 'https:'),
  })
  await expectRefused(literal)
  expect(canary.received).toHaveLength(0)
  await canary.close()
})

test('a document is asked for again as its host says, and stands in while its host is away', async () => {
  const document = { client_name: 'Cached', redirect_uris: [redirectUri] }
  let answer: 'fresh' | 'away' = 'fresh'
  const clientId = publish()
  host.publish(new URL(clientId).pathname, (response) => {
    response.writeHead(answer === 'fresh' ? 200 : 503, { 'cache-control': 'max-age=60' })
    response.end(JSON.stringify({ client_id: clientId, ...document }))
  })
  const shown = async () => (await open(clientId)).html.includes('name="password"')
  expect(await shown()).toBe(true)
  expect(await shown()).toBe(true)
  expect(host.asked).toHaveLength(1)
  app.advance(61)
  expect(await shown()).toBe(true)
  expect(host.asked).toHaveLength(2)
  answer = 'away'
  app.advance(3600)
  expect(await shown()).toBe(true)
  app.advance(90_000)
  expect(await shown()).toBe(false)
})

test('one network asks for thirty documents a minute', async () => {
  const pages = await Promise.all(Array.from({ length: 40 }, () => open(publish())))
  expect(pages.filter(({ html }) => html.includes('name="password"')).length).toBe(30)
  expect(host.asked).toHaveLength(30)
})

test('switched off there are no such applications; restricted, only those somebody has used', async () => {
  const by = { actor: { type: 'system' } } as const
  const decide = async (change: object) => {
    await saveOAuthSettings(app.services, { change, by })
    await app.engine.refresh()
  }
  const used = publish()
  await (await consentFor(used)).submit({}, { button: 'Allow' })
  const fresh = publish()
  await decide({ onlyKnownMetadataDocuments: true })
  expect((await open(used)).html).toContain('name="password"')
  await expectRefused(fresh)
  await decide({ blockAdmittedMetadataDocuments: true })
  await expectRefused(used)
  await decide({ metadataDocuments: false })
  await expectRefused(used)
})
