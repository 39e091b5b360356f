import * as client from 'openid-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { api, refusal } from '../support/api.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { relyingParty } from '../support/relying-party.ts'

const path = '/v1/oauth_applications'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

async function create(body: object = {}) {
  return api(app).done('post', path, { name: 'Shop', redirect_uris: ['https://rp.test/cb'], ...body })
}

test('an application made with a name alone is what Clerk and openid-client expect', async () => {
  const made = await create()
  const origin = app.origin
  expect(made).toMatchObject({
    object: 'oauth_application',
    id: expect.stringMatching(/^oauthapp_\w{27}$/),
    instance_id: expect.stringMatching(/^ins_\w+$/),
    name: 'Shop',
    client_id: expect.stringMatching(/^\w{20}$/),
    client_uri: null,
    client_image_url: null,
    dynamically_registered: false,
    consent_screen_enabled: true,
    pkce_required: false,
    public: false,
    scopes: 'profile email',
    redirect_uris: ['https://rp.test/cb'],
    callback_url: 'https://rp.test/cb',
    authorize_url: `${origin}/oauth/authorize`,
    token_fetch_url: `${origin}/oauth/token`,
    user_info_url: `${origin}/oauth/userinfo`,
    discovery_url: `${origin}/.well-known/openid-configuration`,
    token_introspection_url: `${origin}/oauth/token_info`,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_basic',
    id_token_signed_response_alg: 'RS256',
    client_secret: expect.stringMatching(/^[\w-]{43}$/),
  })
  expect(made.created_at).toBe(app.services.clock.now().getTime())
  expect(made.updated_at).toBe(made.created_at)
})

test('an application made without scopes signs people in with openid and offline_access', async () => {
  await app.createUser()
  const { client_id: clientId, client_secret: clientSecret, id } = await create()
  const rp = await relyingParty(app, { id, clientId, clientSecret, redirectUri: 'https://rp.test/cb' })
  const tokens = await rp.signIn({ scope: 'openid email profile offline_access' })
  expect(tokens.claims()?.aud).toBe(clientId)
  expect((await client.refreshTokenGrant(rp.config, tokens.refresh_token ?? '')).access_token).toMatch(/^oat_/)
})

test('the secret is shown once and stored as a digest', async () => {
  const { id, client_secret: secret } = await create()
  const shown = await api(app).done('get', `${path}/${id}`)
  expect(shown).not.toHaveProperty('client_secret')
  expect(JSON.stringify(await api(app).done('get', path))).not.toContain(secret)
  const row = await app.services.store.clients.get(id)
  expect(row.secretDigest).not.toContain(secret)
})

test('a rotated secret works and the one before is refused', async () => {
  await app.createUser()
  const made = await create()
  const rotated = await api(app).done('post', `${path}/${made.id}/rotate_secret`)
  expect(rotated.client_secret).not.toBe(made.client_secret)
  expect(await useSecret(made.client_id, made.client_secret)).toEqual([401, 'invalid_client'])
  expect(await useSecret(made.client_id, rotated.client_secret)).toEqual([400, 'invalid_grant'])
})

test('rotating a secret ends no session', async () => {
  await app.createUser()
  const { id, client_id: clientId, client_secret: clientSecret } = await create()
  const target = { id, clientId, clientSecret, redirectUri: 'https://rp.test/cb' }
  const tokens = await (await relyingParty(app, target)).signIn()
  const rotated = await api(app).done('post', `${path}/${id}/rotate_secret`)
  const rp = await relyingParty(app, { ...target, clientSecret: rotated.client_secret })
  expect((await client.refreshTokenGrant(rp.config, tokens.refresh_token ?? '')).access_token).toMatch(/^oat_/)
})

async function useSecret(clientId: string, secret: string): Promise<[number, string]> {
  const answer = await fetch(`${app.origin}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'authorization_code', code: 'x', redirect_uri: 'https://rp.test/cb' }),
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` },
  })
  const { error } = (await answer.json()) as { error: string }
  return [answer.status, error]
}

describe('lists', () => {
  test('are newest first, in pages, with the total', async () => {
    for (const name of ['One', 'Two', 'Three']) {
      await create({ name })
      app.advance(1)
    }
    const names = async (query: string) =>
      (await api(app).done('get', `${path}${query}`)).data.map((one: { name: string }) => one.name)
    expect(await names('')).toEqual(['Three', 'Two', 'One'])
    expect(await names('?order_by=%2Bcreated_at')).toEqual(['One', 'Two', 'Three'])
    expect(await names('?order_by=-name&limit=2')).toEqual(['Two', 'Three'])
    expect(await names('?order_by=name&order_by=-created_at&limit=1')).toEqual(['One'])
    expect(await names('?limit=1&offset=1')).toEqual(['Two'])
    expect((await api(app).done('get', `${path}?limit=1`)).total_count).toBe(3)
  })

  test('find a part of the name in any case, or exactly a client id', async () => {
    const shop = await create({ name: 'Web Shop' })
    await create({ name: '100% Blog' })
    const found = async (query: string) => {
      const { data, total_count } = await api(app).done('get', `${path}?name_query=${encodeURIComponent(query)}`)
      return [total_count, ...data.map((one: { name: string }) => one.name)]
    }
    expect(await found('shop')).toEqual([1, 'Web Shop'])
    expect(await found(shop.client_id)).toEqual([1, 'Web Shop'])
    expect(await found(shop.client_id.slice(0, 10))).toEqual([0])
    expect(await found('%')).toEqual([1, '100% Blog'])
    expect(await found('_')).toEqual([0])
    expect(await found(".*' OR 1=1 --")).toEqual([0])
  })

  test.each([
    'limit=0',
    'limit=501',
    'limit=-1',
    'limit=1e9',
    'limit=NaN',
    'limit=',
    'offset=-1',
    'order_by=secret',
    'limit=1&limit=2',
  ])('refuse %s', async (query) => {
    const answer = await api(app).call('get', `${path}?${query}`)
    expect(answer.status).toBe(422)
    expect(answer.body.errors[0].meta.param_name).toBe(query.split('=')[0])
  })
})

describe('a change', () => {
  test('touches only what it names', async () => {
    const made = await create({ scopes: 'openid email', post_logout_redirect_uris: ['https://rp.test/bye'] })
    app.advance(5)
    const changed = await api(app).done('patch', `${path}/${made.id}`, { name: 'Market' })
    const { client_secret: _secret, ...before } = made
    expect(changed).toEqual({ ...before, name: 'Market', updated_at: made.created_at + 5000 })
  })

  test('is refused for a member that does not exist, and for an application that does not', async () => {
    const { id } = await create()
    const unknown = await api(app).call('patch', `${path}/${id}`, { body: { client_id: 'mine', secretDigest: 'x' } })
    expect(unknown.body.errors.map((error: { code: string; meta: object }) => [error.code, error.meta])).toEqual([
      ['form_param_unknown', { param_name: 'client_id' }],
      ['form_param_unknown', { param_name: 'secretDigest' }],
    ])
    const absent = await api(app).call('patch', `${path}/oauthapp_none`, { body: { name: 'x' } })
    expect(refusal(absent)).toEqual([404, 'resource_not_found'])
  })

  test('to public takes the secret away and brings PKCE', async () => {
    const { id } = await create()
    const changed = await api(app).done('patch', `${path}/${id}`, { public: true })
    expect(changed).toMatchObject({ public: true, pkce_required: true, token_endpoint_auth_method: 'none' })
    expect((await app.services.store.clients.get(id)).secretDigest).toBeNull()
    expect((await api(app).call('post', `${path}/${id}/rotate_secret`)).status).toBe(422)
  })

  test('two at once both count', async () => {
    const { id } = await create()
    await Promise.all([
      api(app).done('patch', `${path}/${id}`, { name: 'Renamed' }),
      api(app).done('patch', `${path}/${id}`, { first_party: true }),
      api(app).done('patch', `${path}/${id}`, { scopes: 'email' }),
    ])
    expect(await api(app).done('get', `${path}/${id}`)).toMatchObject({
      name: 'Renamed',
      first_party: true,
      scopes: 'email',
    })
  })

  test('null empties what may be empty', async () => {
    const made = await create({ jwks_uri: 'https://rp.test/jwks', client_uri: 'https://rp.test' })
    const change = { jwks_uri: null, client_uri: null, redirect_uris: null }
    expect(await api(app).done('patch', `${path}/${made.id}`, change)).toMatchObject({
      ...change,
      redirect_uris: [],
      callback_url: '',
    })
  })
})

describe('the end of an application', () => {
  async function signedIn() {
    await app.createUser()
    const made = await create()
    const target = {
      id: made.id,
      clientId: made.client_id,
      clientSecret: made.client_secret,
      redirectUri: 'https://rp.test/cb',
    }
    const rp = await relyingParty(app, target)
    return { made, rp, tokens: await rp.signIn() }
  }

  const isDead = async (token: string) => {
    const answer = await fetch(`${app.origin}/oauth/userinfo`, { headers: { authorization: `Bearer ${token}` } })
    return answer.status === 401
  }

  test('kills its tokens and forgets the consents, on every replica', async () => {
    const { made, rp, tokens } = await signedIn()
    const replica = await app.replica()
    expect(await api(app).done('delete', `${path}/${made.id}`)).toEqual({
      object: 'oauth_application',
      id: made.id,
      deleted: true,
    })
    expect(await isDead(tokens.access_token)).toBe(true)
    const headers = { authorization: `Bearer ${tokens.access_token}`, host: new URL(app.origin).host }
    expect((await fetch(`${replica.url}/oauth/userinfo`, { headers })).status).toBeGreaterThan(399)
    await replica.close()
    await expect(client.refreshTokenGrant(rp.config, tokens.refresh_token ?? '')).rejects.toThrow()
    const user = await app.services.store.users.findByEmail('alice@example.com')
    expect(await app.services.store.consents.listByUser(user?.id ?? '')).toEqual([])
    expect(refusal(await api(app).call('get', `${path}/${made.id}`))).toEqual([404, 'resource_not_found'])
    expect(refusal(await api(app).call('delete', `${path}/${made.id}`))).toEqual([404, 'resource_not_found'])
  })

  test('switching it off kills its tokens too, and lets nobody in until it is on again', async () => {
    const { made, rp, tokens } = await signedIn()
    expect((await api(app).done('patch', `${path}/${made.id}`, { disabled: true })).disabled).toBe(true)
    expect(await isDead(tokens.access_token)).toBe(true)
    expect(await useSecret(made.client_id, made.client_secret)).toEqual([401, 'invalid_client'])
    await api(app).done('patch', `${path}/${made.id}`, { disabled: false })
    expect((await rp.signIn()).access_token).toMatch(/^oat_/)
  })
})
