import * as client from 'openid-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { api, refusal } from '../support/api.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { relyingParty } from '../support/relying-party.ts'

const verifyPath = '/oauth_applications/access_tokens/verify'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

async function signedIn() {
  const user = await app.createUser()
  const application = await app.createClient()
  const rp = await relyingParty(app, application)
  return { user, application, rp, tokens: await rp.signIn() }
}

const verify = (token: unknown) => api(app).call('post', `/v1${verifyPath}`, { body: { access_token: token } })

describe('verifying an access token', () => {
  test.each(['', '/v1'])('says whose it is and for what, at the path with the prefix %j', async (prefix) => {
    const { user, application, tokens } = await signedIn()
    const now = app.services.clock.now().getTime()
    const body = await api(app).done('post', `${prefix}${verifyPath}`, { access_token: tokens.access_token })
    expect(body).toMatchObject({
      object: 'clerk_idp_oauth_access_token',
      id: expect.stringMatching(/^oat_[0-9A-Fa-f]{32}$/),
      client_id: application.clientId,
      subject: expect.stringMatching(/^user_\w{27}$/),
      scopes: ['openid', 'profile', 'email', 'offline_access'],
      revoked: false,
      revocation_reason: null,
      expired: false,
    })
    expect(body.subject).toBe(user.id)
    expect(Math.abs(body.created_at - now)).toBeLessThan(1000)
    expect(body.updated_at).toBe(body.created_at)
    expect(body.expiration).toBe(body.created_at + 3_600_000)
    expect(JSON.stringify(body)).not.toContain(tokens.access_token)
  })

  test('takes the token as `secret` from older scripts', async () => {
    const { user, tokens } = await signedIn()
    expect((await api(app).done('post', `/v1${verifyPath}`, { secret: tokens.access_token })).subject).toBe(user.id)
  })

  test('is 404 for one that is unknown, expired, revoked, of another kind or of a person who is shut out', async () => {
    const { user, rp, tokens } = await signedIn()
    for (const token of ['oat_unknown', tokens.refresh_token, 'x.y.z', tokens.id_token]) {
      expect(refusal(await verify(token))).toEqual([404, 'resource_not_found'])
    }
    await client.tokenRevocation(rp.config, tokens.access_token)
    expect((await verify(tokens.access_token)).status).toBe(404)

    const later = await rp.signIn()
    app.advance(3601)
    expect((await verify(later.access_token)).status).toBe(404)

    const last = await rp.signIn()
    expect((await verify(last.access_token)).status).toBe(200)
    await app.services.store.users.update(user.id, { bannedAt: app.services.clock.now() })
    expect((await verify(last.access_token)).status).toBe(404)
  })

  test('needs one', async () => {
    expect((await verify(undefined)).status).toBe(422)
    expect((await verify(['a'])).status).toBe(422)
    expect((await verify({ not: null })).status).toBe(422)
    expect((await verify('')).status).toBe(422)
  })

  test('looks into a structured one and knows when it has expired', async () => {
    await api(app).done('post', '/v1/resources', { identifier: 'https://api.test/', name: 'API' })
    const user = await app.createUser()
    const application = await app.createClient()
    const rp = await relyingParty(app, application)
    const { access_token: structured } = await rp.signIn({ scope: 'openid', params: { resource: 'https://api.test/' } })
    expect((await verify(structured)).body).toMatchObject({ client_id: application.clientId, subject: user.id })
    const [head, payload, signature] = structured.split('.')
    expect((await verify(`${head}.${payload}.${signature?.split('').reverse().join('')}`)).status).toBe(404)
    app.advance(3601)
    expect((await verify(structured)).body).toEqual({ active: false })
  })
})

describe('revoking a token', () => {
  const isDead = async (token: string) =>
    (await fetch(`${app.origin}/oauth/userinfo`, { headers: { authorization: `Bearer ${token}` } })).status === 401

  test.each(['access_token', 'refresh_token'] as const)('ends the whole grant, by its %s', async (which) => {
    const { application, rp, tokens } = await signedIn()
    const path = `/v1/oauth_applications/${application.id}/revoke_token`
    const answer = await api(app).call('post', path, { body: { token: tokens[which] } })
    expect([answer.status, answer.text]).toEqual([204, ''])
    expect(await isDead(tokens.access_token)).toBe(true)
    await expect(client.refreshTokenGrant(rp.config, tokens.refresh_token ?? '')).rejects.toThrow()
    expect(refusal(await api(app).call('post', path, { body: { token: tokens[which] } }))).toEqual([
      404,
      'resource_not_found',
    ])
  })

  test('leaves alone what belongs to another application', async () => {
    const { tokens } = await signedIn()
    const other = await app.createClient({ name: 'Other' })
    const answer = await api(app).call('post', `/v1/oauth_applications/${other.id}/revoke_token`, {
      body: { token: tokens.access_token },
    })
    expect(refusal(answer)).toEqual([404, 'resource_not_found'])
    expect(await isDead(tokens.access_token)).toBe(false)
  })

  test('needs a token', async () => {
    const { id } = await app.createClient()
    const answer = await api(app).call('post', `/v1/oauth_applications/${id}/revoke_token`, { body: {} })
    expect(refusal(answer)).toEqual([422, 'form_param_missing', 'token'])
  })
})

describe('the settings of all applications', () => {
  const path = '/v1/instance/oauth_application_settings'

  test('are those of the environment until somebody says otherwise', async () => {
    const { done } = api(app)
    expect(await done('get', path)).toEqual({
      object: 'oauth_application_settings',
      dynamic_oauth_client_registration: false,
      default_scopes: null,
      oauth_jwt_access_tokens: false,
      client_id_metadata_documents_advertised: false,
      client_id_metadata_documents_only_allow_pre_registered_clients: false,
      client_id_metadata_documents_block_implicitly_allowed_clients: false,
    })
    const change = { dynamic_oauth_client_registration: true, default_scopes: ['openid', 'email'] }
    expect(await done('patch', path, change)).toMatchObject(change)
    expect(await done('patch', path, { default_scopes: null })).toMatchObject({
      dynamic_oauth_client_registration: true,
      default_scopes: null,
    })
  })

  test('refuse what is not a setting', async () => {
    const answer = await api(app).call('patch', path, { body: { oauth_jwt_access_tokens: 'on', allow_all: true } })
    expect(answer.status).toBe(422)
    expect(answer.body.errors.map((error: { code: string }) => error.code)).toEqual([
      'form_param_type_invalid',
      'form_param_unknown',
    ])
    expect((await api(app).call('patch', path, { body: { default_scopes: ['launch:missiles'] } })).status).toBe(422)
  })

  test('turn structured access tokens on and off at once', async () => {
    await app.createUser()
    const rp = await relyingParty(app, await app.createClient())
    await api(app).done('patch', path, { oauth_jwt_access_tokens: true })
    const structured = (await rp.signIn()).access_token
    expect(structured.split('.')).toHaveLength(3)
    expect((await verify(structured)).status).toBe(200)
    await api(app).done('patch', path, { oauth_jwt_access_tokens: false })
    expect((await rp.signIn()).access_token).toMatch(/^oat_/)
  })
})
