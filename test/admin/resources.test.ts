import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { api, refusal } from '../support/api.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { relyingParty } from '../support/relying-party.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

describe('resources', () => {
  const path = '/v1/resources'
  const create = (body: object = {}) =>
    api(app).call('post', path, { body: { identifier: 'https://api.test/', name: 'Orders', ...body } })

  test('are made, listed, changed and deleted', async () => {
    const { done } = api(app)
    const { clientId } = await app.createClient()
    const made = (
      await create({ scopes: [{ scope: 'orders:read', description: 'See orders' }], introspection_clients: [clientId] })
    ).body
    expect(made).toEqual({
      object: 'resource',
      id: expect.stringMatching(/^res_\w{27}$/),
      identifier: 'https://api.test/',
      name: 'Orders',
      scopes: [{ scope: 'orders:read', description: 'See orders' }],
      format: 'jwt',
      access_token_ttl: null,
      introspection_clients: [clientId],
      created_at: expect.any(Number),
      updated_at: expect.any(Number),
    })
    expect(await done('get', path)).toEqual({ data: [made], total_count: 1 })
    expect(await done('get', `${path}/${made.id}`)).toEqual(made)
    const changed = await done('patch', `${path}/${made.id}`, { format: 'opaque', access_token_ttl: 300 })
    expect(changed).toEqual({ ...made, format: 'opaque', access_token_ttl: 300, updated_at: expect.any(Number) })
    expect(await done('delete', `${path}/${made.id}`)).toEqual({ object: 'resource', id: made.id, deleted: true })
    for (const method of ['get', 'patch', 'delete'] as const) {
      const answer = await api(app).call(
        method,
        `${path}/${made.id}`,
        method === 'patch' ? { body: { name: 'x' } } : {},
      )
      expect(refusal(answer)).toEqual([404, 'resource_not_found'])
    }
  })

  test.each<[what: string, body: object, refusal: unknown[]]>([
    ['a fragment', { identifier: 'https://api.test/#x' }, [422, 'form_param_value_invalid', 'identifier']],
    ['no scheme', { identifier: 'api.test' }, [422, 'form_param_value_invalid', 'identifier']],
    ['a space', { identifier: 'https://api.test/ x' }, [422, 'form_param_value_invalid', 'identifier']],
    ['a scope of ours', { scopes: [{ scope: 'openid' }] }, [422, 'form_param_value_invalid', 'scopes']],
    ['the same scope twice', { scopes: [{ scope: 'a' }, { scope: 'a' }] }, [422, 'form_param_value_invalid', 'scopes']],
    ['another format', { format: 'paseto' }, [422, 'form_param_value_invalid', 'format']],
    ['tokens of a second', { access_token_ttl: 1 }, [422, 'form_param_value_invalid', 'access_token_ttl']],
    [
      'an unknown introspection client',
      { introspection_clients: ['nobody'] },
      [422, 'form_param_value_invalid', 'introspection_clients'],
    ],
    ['an unknown member', { audience: 'x' }, [422, 'form_param_unknown', 'audience']],
  ])('are refused with %s', async (_what, body, expected) => {
    expect(refusal(await create(body))).toEqual(expected)
  })

  test('have an identifier each', async () => {
    await create()
    expect(refusal(await create())).toEqual([422, 'form_identifier_exists', 'identifier'])
  })

  test('can be asked for as soon as they are there', async () => {
    await app.createUser()
    const application = await app.createClient({ scopes: 'openid' })
    await create({ scopes: [{ scope: 'orders:read' }], access_token_ttl: 300 })
    await api(app).done('patch', `/v1/oauth_applications/${application.id}`, { scopes: 'openid orders:read' })
    const rp = await relyingParty(app, application)
    const tokens = await rp.signIn({ scope: 'openid orders:read', params: { resource: 'https://api.test/' } })
    const claims = JSON.parse(Buffer.from(tokens.access_token.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({ aud: 'https://api.test/', scope: 'orders:read' })
    expect(claims.exp - claims.iat).toBe(300)
  })
})
