import { afterAll, beforeAll, expect, test } from 'vitest'
import { api, refusal } from '../support/api.ts'
import { startApp, type TestApp } from '../support/app.ts'

const path = '/v1/oauth_applications'
const redirect_uris = ['https://rp.test/cb']
const devices = 'urn:ietf:params:oauth:grant-type:device_code'
const key = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
}
const withKey = { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [key] }, redirect_uris }

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

test.each<[what: string, body: object]>([
  ['a name alone', {}],
  ['a machine', { grant_types: ['client_credentials'] }],
  ['a machine that may later sign people in', { grant_types: ['client_credentials', 'authorization_code'] }],
  ['a device', { public: true, grant_types: [devices, 'refresh_token'] }],
  ['a resource server that only introspects', { grant_types: [] }],
  ['one that exchanges tokens', { grant_types: ['urn:ietf:params:oauth:grant-type:token-exchange'] }],
  [
    'a native one',
    {
      public: true,
      application_type: 'native',
      redirect_uris: ['http://127.0.0.1/cb', 'com.example.app:/cb', 'https://claimed.test/cb'],
    },
  ],
  ['a web one with addresses of its developers', { redirect_uris: ['http://localhost/cb', 'myapp://cb'] }],
  [
    'one with pairwise subjects',
    { subject_type: 'pairwise', redirect_uris: ['https://rp.test/a', 'https://rp.test/b'] },
  ],
  [
    'one with pairwise subjects on devices',
    {
      subject_type: 'pairwise',
      grant_types: [devices],
      jwks_uri: 'https://rp.test/jwks',
      token_endpoint_auth_method: 'private_key_jwt',
    },
  ],
  ['one with keys', withKey],
  [
    'one with keys elsewhere',
    { token_endpoint_auth_method: 'private_key_jwt', jwks_uri: 'https://rp.test/jwks', redirect_uris },
  ],
  ['one under the FAPI profile', { ...withKey, fapi: true }],
  ['a public one with DPoP and PAR', { public: true, par_required: true, dpop_required: true, redirect_uris }],
  [
    'one that is told of sign-outs',
    { backchannel_logout_uri: 'https://rp.test/out', backchannel_logout_session_required: true, redirect_uris },
  ],
  [
    'one with its own page and picture',
    { client_uri: 'https://rp.test', client_image_url: 'https://rp.test/logo.png', redirect_uris },
  ],
  ['one without scopes', { scopes: '', redirect_uris }],
  ['one with a hostile name', { name: '<img src=x onerror=alert(1)>\u202e', redirect_uris }],
])('what the API takes, the protocol engine takes: %s', async (_what, body) => {
  const { client_id } = await api(app).done('post', path, { name: 'App', ...body })
  expect((await app.engine.current().Client.find(client_id))?.clientId).toBe(client_id)
})

test.each<[what: string, body: object, field: string]>([
  ['a key without its curve', { ...withKey, jwks: { keys: [{ kty: 'EC' }] } }, 'jwks'],
  [
    'a key of few bits',
    { ...withKey, jwks: { keys: [{ kty: 'RSA', n: Buffer.alloc(64, 255).toString('base64url'), e: 'AQAB' }] } },
    'jwks',
  ],
  ['pairwise subjects on devices without a key', { subject_type: 'pairwise', grant_types: [devices] }, 'subject_type'],
  [
    'pairwise subjects on devices and elsewhere without a sector',
    {
      subject_type: 'pairwise',
      grant_types: [devices, 'authorization_code'],
      token_endpoint_auth_method: 'private_key_jwt',
      jwks_uri: 'https://rp.test/jwks',
      redirect_uris,
    },
    'sector_identifier_uri',
  ],
])('what the engine would not take is refused at once: %s', async (_what, body, field) => {
  const answer = await api(app).call('post', path, { body: { name: 'App', ...body } })
  expect(refusal(answer)).toEqual([422, 'form_param_value_invalid', field])
})

test('a machine gets its token and no more', async () => {
  const { done } = api(app)
  const machine = await done('post', path, {
    name: 'Batch',
    grant_types: ['client_credentials'],
    custom_scopes: [{ scope: 'orders:read' }],
    scopes: 'orders:read',
  })
  const ask = async (scope: string) => {
    const credentials = Buffer.from(`${machine.client_id}:${machine.client_secret}`).toString('base64')
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope })
    const answer = await fetch(`${app.origin}/oauth/token`, {
      method: 'POST',
      body,
      headers: { authorization: `Basic ${credentials}` },
    })
    return (await answer.json()) as Record<string, unknown>
  }
  const token = await ask('orders:read')
  expect(token).toMatchObject({ scope: 'orders:read', access_token: expect.stringMatching(/^oat_/) })
  expect(token).not.toHaveProperty('refresh_token')
  expect(await ask('openid offline_access')).toMatchObject({ error: 'invalid_scope' })
  const verified = await done('post', '/v1/oauth_applications/access_tokens/verify', {
    access_token: token['access_token'],
  })
  expect(verified).toMatchObject({ subject: machine.client_id, scopes: ['orders:read'] })
  await done('post', `${path}/${machine.id}/revoke_token`, { token: token['access_token'] })
})
