import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startApp, type TestApp, type TestClient } from '../support/app.ts'
import { answerOf, basic, postForm } from '../support/post-form.ts'
import { relyingParty } from '../support/relying-party.ts'

// What an administrator may decide for one application.

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

async function open(client: TestClient, redirectUri: string, more: Record<string, string> = {}) {
  const query = {
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid',
    state: 'long-enough',
  }
  return app.browser().open(`/oauth/authorize?${new URLSearchParams({ ...query, ...more })}`)
}

test.each(['web', 'native'])(
  'a %s application with a loopback address may use any port of it, and nothing else',
  async (applicationType) => {
    const client = await app.createClient({
      applicationType,
      redirectUris: ['http://127.0.0.1/cb', 'https://rp.test/cb'],
    })
    for (const good of [
      'http://127.0.0.1/cb',
      'http://127.0.0.1:49152/cb',
      'http://127.0.0.1:65535/cb',
      'https://rp.test/cb',
    ]) {
      expect((await open(client, good)).html, good).toContain('name="password"')
    }
    for (const bad of [
      'http://127.0.0.1:49152/other',
      'http://127.0.0.1:49152/cb?x=1',
      'http://127.0.0.1:49152/cb#x',
      'http://localhost:49152/cb',
      'http://[::1]:5000/cb',
      'http://127.0.0.1.evil.test/cb',
      'http://127.0.0.1:80@evil.test/cb',
      'http://127.0.0.1:/cb',
      'http://127.0.0.1:123456/cb',
      'https://127.0.0.1:49152/cb',
      'https://rp.test:444/cb',
      'http://2130706433:49152/cb',
      'http://0x7f.1:49152/cb',
    ]) {
      const page = await open(client, bad)
      expect(page.status, bad).toBe(400)
      expect(page.url.origin, bad).toBe(app.origin)
    }
  },
)

test('a port that an application with a secret has named is the only one; those on devices use any (CL-05)', async () => {
  const redirectUris = ['http://localhost:8080/cb']
  const other = 'http://localhost:8081/cb'
  const web = await app.createClient({ redirectUris })
  expect((await open(web, 'http://localhost:8080/cb')).status).toBe(200)
  expect((await open(web, other)).status).toBe(400)
  const pkce = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' }
  const onDevice = await app.createClient({ redirectUris, tokenEndpointAuthMethod: 'none' })
  expect((await open(onDevice, other, pkce)).status).toBe(200)
  const native = await app.createClient({ redirectUris, applicationType: 'native' })
  expect((await open(native, other)).status).toBe(200)
})

test('an application may have a scheme of its own', async () => {
  await app.createUser()
  const client = await app.createClient({ tokenEndpointAuthMethod: 'none', redirectUris: ['com.example.app:/cb'] })
  const { redirect } = await (await relyingParty(app, client)).authorize()
  expect(redirect.href).toMatch(/^com\.example\.app:\/cb\?code=/)
  expect((await open(client, 'com.example.app:/other')).status).toBe(400)
})

test('scopes of its own are asked for in its words, and are nobody else’s', async () => {
  await app.createUser()
  const customScopes = [{ scope: 'notes:read', description: 'Read your notes', requires_consent: true }]
  const client = await app.createClient({ scopes: 'openid email notes:read', customScopes })
  const rp = await relyingParty(app, client)
  const browser = app.browser()
  const page = await open(client, client.redirectUri, { scope: 'openid notes:read' })
  const consent = await page.submit({ identifier: 'alice@example.com', password: 'correct horse battery staple' })
  expect(consent.text).toContain('Read your notes')
  const tokens = await rp.signIn({ browser, scope: 'openid notes:read' })
  expect(tokens.scope).toBe('openid notes:read')
  const other = await open(await app.createClient(), 'https://rp.test/cb', { scope: 'openid notes:read' })
  expect(other.url.searchParams.get('error')).toBe('invalid_scope')
  const metadata = await (await fetch(`${app.origin}/.well-known/openid-configuration`)).json()
  expect(metadata.scopes_supported).not.toContain('notes:read')
})

test('groups are a list of names, in the token and in userinfo', async () => {
  await app.createUser('alice@example.com', { groups: ['admins', 'staff'] })
  const rp = await relyingParty(app, await app.createClient({ scopes: 'openid groups' }))
  const tokens = await rp.signIn({ scope: 'openid groups' })
  expect(tokens.claims()?.['groups']).toEqual(['admins', 'staff'])
  const read = await answerOf(
    await fetch(`${app.origin}/oauth/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } }),
  )
  expect(read.body.groups).toEqual(['admins', 'staff'])
})

test.each([{ consentScreen: false }, { firstParty: true }])('with %j nobody is asked', async (more) => {
  await app.createUser()
  const client = await app.createClient(more)
  const page = await open(client, client.redirectUri)
  const next = await page.submit({ identifier: 'alice@example.com', password: 'correct horse battery staple' })
  expect(next.url.searchParams.has('code')).toBe(true)
})

test('PKCE is required where the switch says so', async () => {
  const strict = await app.createClient({ pkceRequired: true })
  expect((await open(strict, strict.redirectUri)).url.searchParams.get('error')).toBe('invalid_request')
  const relaxed = await app.createClient()
  expect((await open(relaxed, relaxed.redirectUri)).html).toContain('name="password"')
})

test.each(['RS256', 'ES256'])('ID tokens are signed with %s where the application says so', async (alg) => {
  await app.createUser()
  const client = await app.createClient({ idTokenSignedResponseAlg: alg })
  const idToken = await rawIdToken(client)
  expect(decodeProtectedHeader(idToken).alg).toBe(alg)
})

test('claims stay out of ID tokens where the switch says so', async () => {
  await app.createUser('alice@example.com', { firstName: 'Alice' })
  const tokens = await (await relyingParty(app, await app.createClient({ claimsInIdToken: false }))).signIn()
  expect(decodeJwt(tokens.id_token ?? '')).not.toHaveProperty('email')
  expect(decodeJwt(tokens.id_token ?? '')).toHaveProperty('sub')
})

// openid-client expects RS256 unless it is told otherwise.
async function rawIdToken(client: TestClient): Promise<string> {
  const { redirect, checks } = await (await relyingParty(app, client)).authorize()
  const form = {
    grant_type: 'authorization_code',
    code: redirect.searchParams.get('code') ?? '',
    redirect_uri: client.redirectUri,
    code_verifier: checks.pkceCodeVerifier,
  }
  return (await postForm(app, '/oauth/token', form, basic(client))).body.id_token
}
