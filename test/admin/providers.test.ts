import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { api, refusal } from '../support/api.ts'
import { startApp, type TestApp } from '../support/app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp({
    SOCIAL_GITHUB_CLIENT_ID: 'gh-id',
    SOCIAL_GITHUB_CLIENT_SECRET: 'gh-secret-of-the-environment',
  })
})
beforeEach(() => app.reset())
afterAll(() => app.close())

describe('providers', () => {
  const path = '/v1/providers'

  test('are listed with what is set and by whom, never with a secret', async () => {
    const answer = await api(app).call('get', path)
    const github = answer.body.data.find((one: { id: string }) => one.id === 'github')
    expect(github).toMatchObject({
      label: 'GitHub',
      enabled: true,
      set_by: 'environment',
      client_id: 'gh-id',
      has_secret: true,
    })
    expect(answer.body.data.find((one: { id: string }) => one.id === 'google')).toMatchObject({
      enabled: false,
      set_by: null,
      client_id: null,
    })
    expect(answer.body.total_count).toBeGreaterThanOrEqual(17)
    expect(answer.text).not.toContain('gh-secret')
  })

  test('are configured, keep a secret that is left out, and are forgotten', async () => {
    const { done, call } = api(app)
    const body = { client_id: 'g-id', client_secret: 'g-secret-value', scopes: ['openid', 'email'] }
    expect(await done('put', `${path}/google`, body)).toMatchObject({
      id: 'google',
      enabled: true,
      set_by: 'administrator',
      client_id: 'g-id',
      has_secret: true,
      scopes: ['openid', 'email'],
    })
    expect(await done('put', `${path}/google`, { client_id: 'g-id-2', enabled: false })).toMatchObject({
      enabled: false,
      client_id: 'g-id-2',
      has_secret: true,
    })
    const row = await app.services.store.providers.find('google')
    expect(row?.secretSealed).not.toContain('g-secret-value')
    expect((await call('get', `${path}/google`)).text).not.toContain('g-secret-value')
    expect(await done('delete', `${path}/google`)).toEqual({ object: 'provider', id: 'google', deleted: true })
    expect(refusal(await call('delete', `${path}/google`))).toEqual([404, 'resource_not_found'])
  })

  test('of our own are named by an issuer', async () => {
    const body = {
      client_id: 'x',
      client_secret: 'y',
      label: 'Our staff',
      settings: { issuer: 'https://idp.example.com', allow_email_merge: 'off' },
    }
    const made = await api(app).done('put', `${path}/oidc_staff`, body)
    expect(made).toMatchObject({
      id: 'oidc_staff',
      label: 'Our staff',
      enabled: true,
      settings: { issuer: 'https://idp.example.com', allow_email_merge: 'off' },
    })
  })

  test.each<[what: string, id: string, body: object, refusal: unknown[]]>([
    ['no client id', 'google', {}, [422, 'form_param_missing', 'client_id']],
    ['no issuer for one of our own', 'oidc_x', { client_id: 'x' }, [422, 'form_param_value_invalid', 'issuer']],
    [
      'a name we do not know',
      'myspace',
      { client_id: 'x', settings: { issuer: 'https://idp.example.com' } },
      [422, 'form_param_value_invalid', 'id'],
    ],
    [
      'an unknown setting',
      'google',
      { client_id: 'x', settings: { proxy: 'x' } },
      [422, 'form_param_unknown', 'settings.proxy'],
    ],
    ...[
      'http://idp.example.com',
      'https://10.0.0.1',
      'https://169.254.169.254/latest',
      'https://[fd00:ec2::254]',
      'https://0x0a000001',
      'file:///etc/passwd',
    ].map((issuer): [string, string, object, unknown[]] => [
      `the issuer ${issuer}`,
      'oidc_x',
      { client_id: 'x', client_secret: 'y', settings: { issuer } },
      [422, 'form_param_value_invalid', 'issuer'],
    ]),
  ])('are refused with %s', async (_what, id, body, expected) => {
    expect(refusal(await api(app).call('put', `${path}/${id}`, { body }))).toEqual(expected)
  })
})
