import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliverLogouts } from '../../../src/oidc/logout/deliver-logouts.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { type Listener, startListener } from '../../support/listener.ts'
import { relyingParty } from '../../support/relying-party.ts'

// The modules of the OpenID Foundation's Back-Channel OP plan; each is a test of its name.

let app: TestApp
let rp: Listener

beforeAll(async () => {
  app = await startApp()
  rp = await startListener()
})
afterAll(async () => {
  await rp.close()
  await app.close()
})

test('oidcc-backchannel-rp-initiated-logout-discovery-endpoint-verification', async () => {
  const metadata = await (await fetch(`${app.origin}/.well-known/openid-configuration`)).json()
  expect(metadata).toMatchObject({
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    end_session_endpoint: expect.any(String),
  })
})

test('oidcc-backchannel-rp-initiated-logout', async () => {
  const user = await app.createUser()
  const back = 'https://rp.test/signed-out'
  const client = await app.createClient({
    postLogoutRedirectUris: [back],
    backchannelLogoutUri: `${rp.origin}/backchannel`,
    backchannelLogoutSession: true,
  })
  const browser = app.browser()
  const tokens = await (await relyingParty(app, client)).signIn({ browser })
  const query = new URLSearchParams({
    id_token_hint: tokens.id_token ?? '',
    post_logout_redirect_uri: back,
    state: 's',
  })
  const page = await (await browser.open(`/oauth/logout?${query}`)).submit({}, { button: 'Sign out' })
  expect(page.url.href).toBe(`${back}?state=s`)

  await deliverLogouts(app.services, app.engine)
  const [request] = rp.received
  expect(request?.method).toBe('POST')
  const form = new URLSearchParams(request?.body)
  expect([...form.keys()]).toEqual(['logout_token'])
  const keys = createRemoteJWKSet(new URL(`${app.origin}/.well-known/jwks.json`))
  const { payload, protectedHeader } = await jwtVerify(form.get('logout_token') ?? '', keys, {
    issuer: app.origin,
    audience: client.clientId,
    currentDate: new Date(),
  })
  expect(protectedHeader).toMatchObject({ typ: 'logout+jwt', alg: 'RS256' })
  expect(payload).toMatchObject({
    sub: user.id,
    sid: tokens.claims()?.['sid'],
    iat: expect.any(Number),
    exp: expect.any(Number),
    jti: expect.any(String),
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  })
  expect(payload).not.toHaveProperty('nonce')

  // It has the issuer and the audience of an ID token, and is none.
  const hint = new URLSearchParams({ id_token_hint: form.get('logout_token') ?? '' })
  expect((await browser.open(`/oauth/logout?${hint}`)).status).toBe(400)
})
