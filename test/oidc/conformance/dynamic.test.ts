import { randomUUID } from 'node:crypto'
import { createRemoteJWKSet, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose'
import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { maintainKeys, rotateKeys } from '../../../src/core/keys/rotate-keys.ts'
import { password, startApp, type TestApp } from '../../support/app.ts'
import { answerOf, basic, postForm } from '../../support/post-form.ts'

// The modules of the OpenID Foundation's Dynamic OP plan that need no eye of a person; each is a test of its name.

let app: TestApp

beforeAll(async () => {
  app = await startApp({ DYNAMIC_REGISTRATION: 'on' })
})
beforeEach(async () => {
  await app.reset()
  await app.createUser()
})
afterAll(() => app.close())

type Registered = Record<string, string>

const redirectUri = 'https://rp.test/cb'
const verifier = randomPKCECodeVerifier()

async function register(metadata: object = {}) {
  const body = JSON.stringify({ client_name: 'Suite', redirect_uris: [redirectUri], ...metadata })
  return answerOf(
    await fetch(`${app.origin}/oauth/register`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    }),
  )
}

async function authorize(client: Registered, more: Record<string, string> = {}) {
  const query = new URLSearchParams({
    client_id: client['client_id'] ?? '',
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid offline_access',
    state: randomUUID(),
    nonce: 'the-nonce',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  })
  let page = await app.browser().open(`/oauth/authorize?${query}`)
  if (page.html.includes('name="password"')) page = await page.submit({ identifier: 'alice@example.com', password })
  if (page.html.includes('name="consented"')) page = await page.submit({}, { button: 'Allow' })
  return page
}

async function tokens(client: Registered, more: Record<string, string> = {}, authentication?: Record<string, string>) {
  const code = (await authorize(client, more)).url.searchParams.get('code') ?? ''
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: more['redirect_uri'] ?? redirectUri,
    code_verifier: verifier,
  }
  return authentication
    ? postForm(app, '/oauth/token', { ...form, ...authentication })
    : postForm(app, '/oauth/token', form, secretOf(client))
}

const secretOf = (client: Registered) =>
  basic({ clientId: client['client_id'] ?? '', clientSecret: client['client_secret'] ?? '' })

async function verified(idToken: string, clientId: string | undefined) {
  const keys = createRemoteJWKSet(new URL(`${app.origin}/.well-known/jwks.json`))
  return jwtVerify(idToken, keys, { issuer: app.origin, audience: clientId ?? '', currentDate: new Date() })
}

test('oidcc-server: the code flow with a client that was registered a moment ago', async () => {
  const { body: client } = await register()
  const { body } = await tokens(client)
  const { payload } = await verified(body.id_token, client.client_id)
  expect(payload).toMatchObject({ nonce: 'the-nonce', sub: expect.any(String) })
})

test('oidcc-discovery-endpoint-verification', async () => {
  const metadata = await (await fetch(`${app.origin}/.well-known/openid-configuration`)).json()
  expect(metadata.registration_endpoint).toBe(`${app.origin}/oauth/register`)
  for (const name of ['issuer', 'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri']) {
    expect(metadata[name]).toMatch(/^http/)
  }
  for (const name of ['scopes_supported', 'response_types_supported', 'subject_types_supported', 'claims_supported']) {
    expect(metadata[name].length).toBeGreaterThan(0)
  }
  expect(metadata.id_token_signing_alg_values_supported).toContain('RS256')
  expect(metadata.scopes_supported).toContain('openid')
})

test.each(['RS256', 'ES256'])('oidcc-idtoken-signature: %s, with a kid that is in the key set', async (alg) => {
  const { body: client } = await register({ id_token_signed_response_alg: alg })
  const { body } = await tokens(client)
  const { protectedHeader } = await verified(body.id_token, client.client_id)
  expect(protectedHeader).toMatchObject({ alg, kid: expect.any(String) })
})

test('oidcc-idtoken-unsigned: not offered, and refused at registration', async () => {
  expect(await register({ id_token_signed_response_alg: 'none' })).toMatchObject({
    status: 400,
    body: { error: 'invalid_client_metadata' },
  })
})

describe('oidcc-client-auth', () => {
  test('client_secret_basic and client_secret_post', async () => {
    for (const method of ['client_secret_basic', 'client_secret_post']) {
      const { body: client } = await register({ token_endpoint_auth_method: method })
      const posted = { client_id: client.client_id, client_secret: client.client_secret }
      expect((await tokens(client, {}, method === 'client_secret_post' ? posted : undefined)).status).toBe(200)
    }
  })

  test('private_key_jwt', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256')
    const jwk = { ...(await exportJWK(publicKey)), kid: 'suite', use: 'sig', alg: 'ES256' }
    const { status, body: client } = await register({
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [jwk] },
    })
    expect(status).toBe(201)
    const assertion = await new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg: 'ES256', kid: 'suite' })
      .setIssuer(client.client_id)
      .setSubject(client.client_id)
      .setAudience(app.origin)
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(privateKey)
    const authentication = {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }
    expect((await tokens(client, {}, authentication)).status).toBe(200)
  })
})

describe('oidcc-redirect-uri', () => {
  test('oidcc-ensure-registered-redirect-uri', async () => {
    const { body: client } = await register()
    const page = await authorize(client, { redirect_uri: 'https://rp.test/other' })
    expect(page.status).toBe(400)
    expect(page.url.origin).toBe(app.origin)
  })

  test('oidcc-redirect-uri-query-OK', async () => {
    const withQuery = `${redirectUri}?foo=bar`
    const { body: client } = await register({ redirect_uris: [withQuery] })
    const { url } = await authorize(client, { redirect_uri: withQuery })
    expect(url.searchParams.get('foo')).toBe('bar')
    expect(url.searchParams.has('code')).toBe(true)
    expect((await tokens(client, { redirect_uri: withQuery })).status).toBe(200)
  })

  test.each([
    ['oidcc-redirect-uri-query-mismatch', `${redirectUri}?foo=bar`, `${redirectUri}?foo=baz`],
    ['oidcc-redirect-uri-query-added', redirectUri, `${redirectUri}?foo=bar`],
  ])('%s', async (_module, registered, used) => {
    const { body: client } = await register({ redirect_uris: [registered] })
    const page = await authorize(client, { redirect_uri: used })
    expect(page.status).toBe(400)
    expect(page.url.origin).toBe(app.origin)
  })

  test('oidcc-redirect-uri-regfrag', async () => {
    expect(await register({ redirect_uris: [`${redirectUri}#fragment`] })).toMatchObject({
      status: 400,
      body: { error: 'invalid_redirect_uri' },
    })
  })
})

test('oidcc-registration-logo-uri, -policy-uri and -tos-uri: kept and repeated', async () => {
  const uris = {
    logo_uri: 'https://rp.test/logo.png',
    policy_uri: 'https://rp.test/policy',
    tos_uri: 'https://rp.test/tos',
  }
  const { body } = await register(uris)
  expect(body).toMatchObject(uris)
  const read = await fetch(body.registration_client_uri, {
    headers: { authorization: `Bearer ${body.registration_access_token}` },
  })
  expect(await read.json()).toMatchObject(uris)
})

test('oidcc-registration-sector-bad: a sector that cannot be read is no sector', async () => {
  const { status, body } = await register({
    subject_type: 'pairwise',
    sector_identifier_uri: 'https://sector.invalid/uris.json',
  })
  expect({ status, error: body.error }).toEqual({ status: 400, error: 'invalid_client_metadata' })
})

test('pairwise subjects differ between sectors, stay within one, and are not the public one', async () => {
  const subjectOf = async (host: string, subjectType: string) => {
    const uri = `https://${host}/cb`
    const { body: client } = await register({ subject_type: subjectType, redirect_uris: [uri] })
    const { body } = await tokens(client, { redirect_uri: uri })
    const { payload } = await verified(body.id_token, client.client_id)
    const userinfo = await fetch(`${app.origin}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    })
    expect((await userinfo.json()).sub).toBe(payload.sub)
    return payload.sub
  }
  const [one, same, other, open] = [
    await subjectOf('one.test', 'pairwise'),
    await subjectOf('one.test', 'pairwise'),
    await subjectOf('other.test', 'pairwise'),
    await subjectOf('one.test', 'public'),
  ]
  expect(same).toBe(one)
  expect(new Set([one, other, open]).size).toBe(3)
  expect(one).toMatch(/^[\x21-\x7e]{1,255}$/)
})

test('oidcc-refresh-token', async () => {
  const { body: client } = await register()
  const { body: first } = await tokens(client)
  const { status, body } = await postForm(
    app,
    '/oauth/token',
    { grant_type: 'refresh_token', refresh_token: first.refresh_token },
    secretOf(client),
  )
  expect(status).toBe(200)
  const [before, after] = [
    await verified(first.id_token, client.client_id),
    await verified(body.id_token, client.client_id),
  ]
  expect(after.payload).toMatchObject({
    sub: before.payload.sub,
    aud: client.client_id,
    auth_time: before.payload['auth_time'],
  })
})

test('oidcc-request-uri-unsigned and oidcc-request-uri-signed-rs256: not supported, and said so', async () => {
  const { body: client } = await register()
  const { html, url } = await authorize(client, { request_uri: 'https://rp.test/request.jwt' })
  expect(html + url.href).toContain('request_uri_not_supported')
})

test('oidcc-server-rotate-keys: a new key signs, the old one still verifies', async () => {
  const { body: client } = await register()
  const { body: before } = await tokens(client)
  // Of two keys of the same moment either may lead.
  app.advance(1)
  await rotateKeys(app.services, { lead: 0 })
  await maintainKeys(app.services)
  await app.engine.refresh()
  const { body: after } = await tokens(client)
  expect(decodeProtectedHeader(after.id_token).kid).not.toBe(decodeProtectedHeader(before.id_token).kid)
  for (const { id_token: idToken } of [before, after]) {
    expect((await verified(idToken, client.client_id)).payload.aud).toBe(client.client_id)
  }
})
