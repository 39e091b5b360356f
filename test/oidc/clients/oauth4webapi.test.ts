import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startApp, type TestApp } from '../../support/app.ts'
import { visitor, walkThrough } from '../../support/walk-through.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const insecure = { [oauth.allowInsecureRequests]: true }
const redirectUri = 'http://127.0.0.1:51123/callback'

test('oauth4webapi runs the whole life of DPoP-bound tokens of a public application', async () => {
  const user = await app.createUser()
  const { clientId } = await app.createClient({
    tokenEndpointAuthMethod: 'none',
    redirectUris: ['http://127.0.0.1/callback'],
  })
  const client: oauth.Client = { client_id: clientId }
  const authentication = oauth.None()
  const issuer = new URL(app.origin)
  const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure))
  const DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256'))

  const verifier = oauth.generateRandomCodeVerifier()
  const nonce = oauth.generateRandomNonce()
  const parameters = new URLSearchParams({
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid email offline_access',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    nonce,
  })
  const pushed = await oauth.processPushedAuthorizationResponse(
    as,
    client,
    await oauth.pushedAuthorizationRequest(as, client, authentication, parameters, { DPoP, ...insecure }),
  )
  const address = new URL(as.authorization_endpoint ?? '')
  address.search = new URLSearchParams({ client_id: clientId, request_uri: pushed.request_uri }).toString()
  const { url } = await walkThrough(visitor(app), address.href)

  const answer = oauth.validateAuthResponse(as, client, url)
  const exchanged = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    authentication,
    answer,
    redirectUri,
    verifier,
    { DPoP, ...insecure },
  )
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, exchanged, {
    expectedNonce: nonce,
    requireIdToken: true,
  })
  expect(tokens.token_type).toBe('dpop')
  await oauth.validateApplicationLevelSignature(as, exchanged, insecure)

  const read = await oauth.userInfoRequest(as, client, tokens.access_token, { DPoP, ...insecure })
  expect(await oauth.processUserInfoResponse(as, client, user.id, read)).toMatchObject({ email: 'alice@example.com' })

  const refresh = await oauth.refreshTokenGrantRequest(as, client, authentication, tokens.refresh_token ?? '', {
    DPoP,
    ...insecure,
  })
  const renewed = await oauth.processRefreshTokenResponse(as, client, refresh)
  expect(renewed.refresh_token).not.toBe(tokens.refresh_token)

  const revoked = await oauth.revocationRequest(as, client, authentication, renewed.refresh_token ?? '', insecure)
  await oauth.processRevocationResponse(revoked)
  expect((await oauth.userInfoRequest(as, client, renewed.access_token, { DPoP, ...insecure })).status).toBe(401)
})

test('oauth4webapi introspects and polls for a device', async () => {
  const grant = 'urn:ietf:params:oauth:grant-type:device_code'
  await app.createUser()
  const { clientId, clientSecret } = await app.createClient({
    grantTypes: ['authorization_code', 'refresh_token', grant],
  })
  const client: oauth.Client = { client_id: clientId }
  const authentication = oauth.ClientSecretBasic(clientSecret)
  const issuer = new URL(app.origin)
  const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure))

  const started = await oauth.processDeviceAuthorizationResponse(
    as,
    client,
    await oauth.deviceAuthorizationRequest(as, client, authentication, { scope: 'openid' }, insecure),
  )
  const poll = () => oauth.deviceCodeGrantRequest(as, client, authentication, started.device_code, insecure)
  await expect(oauth.processDeviceCodeResponse(as, client, await poll())).rejects.toMatchObject({
    error: 'authorization_pending',
  })

  const person = visitor(app)
  const page = await person.provider.open(started.verification_uri_complete ?? '')
  await walkThrough(person, await page.submit({}, { button: 'Connect' }))
  const tokens = await oauth.processDeviceCodeResponse(as, client, await poll())
  const introspected = await oauth.introspectionRequest(as, client, authentication, tokens.access_token, insecure)
  expect(await oauth.processIntrospectionResponse(as, client, introspected)).toMatchObject({
    active: true,
    client_id: clientId,
  })
})
