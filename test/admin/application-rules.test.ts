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

const refused = async (body: object) => {
  const answer = await api(app).call('post', path, {
    body: { name: 'Shop', redirect_uris: ['https://rp.test/cb'], ...body },
  })
  return refusal(answer)
}

describe('what contradicts itself is refused', () => {
  const key = {
    kty: 'EC',
    crv: 'P-256',
    x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
    y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  }

  test.each<[what: string, body: object, refusal: unknown[]]>([
    [
      'a public one without PKCE',
      { public: true, pkce_required: false },
      [422, 'form_public_client_requires_pkce', 'pkce_required'],
    ],
    [
      'a public one with a secret',
      { public: true, token_endpoint_auth_method: 'client_secret_post' },
      [422, 'form_param_value_invalid', 'token_endpoint_auth_method'],
    ],
    [
      'private_key_jwt without keys',
      { token_endpoint_auth_method: 'private_key_jwt' },
      [422, 'form_param_value_invalid', 'jwks'],
    ],
    [
      'keys twice',
      { jwks: { keys: [key] }, jwks_uri: 'https://rp.test/jwks' },
      [422, 'form_param_value_invalid', 'jwks_uri'],
    ],
    ['a private key', { jwks: { keys: [{ ...key, d: 'secret' }] } }, [422, 'form_param_value_invalid', 'jwks.keys']],
    ['a shared key', { jwks: { keys: [{ kty: 'oct', k: 'secret' }] } }, [422, 'form_param_value_invalid', 'jwks.keys']],
    [
      'an unsigned ID token',
      { id_token_signed_response_alg: 'none' },
      [422, 'form_param_value_invalid', 'id_token_signed_response_alg'],
    ],
    [
      'an ID token signed with the secret',
      { id_token_signed_response_alg: 'HS256' },
      [422, 'form_param_value_invalid', 'id_token_signed_response_alg'],
    ],
    ['a token in the redirect', { response_types: ['token'] }, [422, 'form_param_value_invalid', 'response_types']],
    ['a grant we do not have', { grant_types: ['password'] }, [422, 'form_param_value_invalid', 'grant_types']],
    [
      'client credentials without a secret',
      { public: true, grant_types: ['client_credentials'] },
      [422, 'form_param_value_invalid', 'grant_types'],
    ],
    [
      'pairwise over two hosts',
      { subject_type: 'pairwise', redirect_uris: ['https://a.test/cb', 'https://b.test/cb'] },
      [422, 'form_param_value_invalid', 'sector_identifier_uri'],
    ],
    ['the FAPI profile with a secret', { fapi: true }, [422, 'form_param_value_invalid', 'token_endpoint_auth_method']],
    ['no name', { name: undefined }, [422, 'form_param_missing', 'name']],
    ['an empty name', { name: ' ' }, [422, 'form_param_min_length_exceeded', 'name']],
    ['a name of 257 characters', { name: 'x'.repeat(257) }, [422, 'form_param_max_length_exceeded', 'name']],
    ['a name that is an object', { name: { not: null } }, [422, 'form_param_type_invalid', 'name']],
    ['a switch that is a word', { public: 'yes' }, [422, 'form_param_type_invalid', 'public']],
    ['an unknown member', { clientSecret: 'mine' }, [422, 'form_param_unknown', 'clientSecret']],
    ['an unknown scope', { scopes: 'profile launch:missiles' }, [400, 'oauth_invalid_scope', 'scopes']],
    [
      'a custom scope with a meaning of ours',
      { custom_scopes: [{ scope: 'openid' }] },
      [422, 'form_param_value_invalid', 'custom_scopes'],
    ],
    [
      'a custom scope of two words',
      { custom_scopes: [{ scope: 'read write' }] },
      [422, 'form_param_value_invalid', 'custom_scopes'],
    ],
  ])('%s', async (_what, body, expected) => {
    expect(await refused(body)).toEqual(expected)
  })

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'https://rp.test/cb#part',
    '',
    '/cb',
    'cb',
    '//rp.test/cb',
    'https://*/cb',
    'https://*.rp.test/cb',
    'https://user:secret@rp.test/cb',
    'https:\\\\rp.test\\cb',
    ' https://rp.test/cb',
    'https://rp.test/\tcb',
    'https:rp.test',
    'https:///cb',
    'https://rp.test/ü',
    'JAVASCRIPT:alert(1)',
  ])('the redirect URI %j', async (uri) => {
    expect(await refused({ redirect_uris: [uri] })).toEqual([422, 'form_param_value_invalid', 'redirect_uris'])
    expect(await refused({ post_logout_redirect_uris: [uri] })).toEqual([
      422,
      'form_param_value_invalid',
      'post_logout_redirect_uris',
    ])
  })

  test('the same redirect URI twice, too many of them, one that is too long', async () => {
    const twice = ['https://rp.test/cb', 'https://rp.test/cb']
    expect(await refused({ redirect_uris: twice })).toEqual([400, 'duplicate_record', 'redirect_uris'])
    const many = Array.from({ length: 101 }, (_, index) => `https://rp.test/${index}`)
    expect(await refused({ redirect_uris: many })).toEqual([422, 'form_param_max_length_exceeded', 'redirect_uris'])
    const long = [`https://rp.test/${'x'.repeat(2048)}`]
    expect(await refused({ redirect_uris: long })).toEqual([422, 'form_param_max_length_exceeded', 'redirect_uris'])
  })

  test.each(['jwks_uri', 'sector_identifier_uri', 'backchannel_logout_uri', 'client_uri', 'client_image_url'])(
    'an address of the inner network as %s',
    async (member) => {
      const inner = [
        'http://rp.test/x',
        'https://10.0.0.1/x',
        'https://169.254.169.254/x',
        'https://[fd00:ec2::254]/x',
        'https://100.64.0.1/x',
        'https://[::ffff:127.0.0.1]/x',
        'https://0.0.0.0/x',
        'https://[64:ff9b::7f00:1]/x',
        'https://[fec0::1]/x',
        'ftp://rp.test/x',
        'https://user@rp.test/x',
        'javascript:alert(1)',
        'https://0xa000001/x',
      ]
      for (const address of inner)
        expect([address, ...(await refused({ [member]: address }))]).toEqual([
          address,
          422,
          'form_param_value_invalid',
          member,
        ])
    },
  )
})

test('redirect URIs of every honest kind are kept as they are written', async () => {
  const uris = [
    'https://rp.test/cb?x=1',
    'http://127.0.0.1/cb',
    'http://[::1]:8080/cb',
    'http://localhost:3000/cb',
    'com.example.app:/cb',
    'myapp://cb',
  ]
  expect((await create({ redirect_uris: uris })).redirect_uris).toEqual(uris)
})

test('a key set, custom scopes and every switch come back as they were given', async () => {
  const body = {
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: {
      keys: [{ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', kid: 'one', use: 'sig' }],
    },
    custom_scopes: [{ scope: 'orders:read', description: 'See your orders', requires_consent: true }],
    scopes: 'openid orders:read',
    consent_screen_enabled: false,
    first_party: true,
    par_required: true,
    dpop_required: true,
    fapi: true,
    claims_in_id_token: false,
    second_factor_required: true,
    pkce_required: true,
    exchange_audiences: ['https://api.test'],
    application_type: 'native',
    subject_type: 'public',
    id_token_signed_response_alg: 'ES256',
    backchannel_logout_uri: 'https://rp.test/backchannel',
    backchannel_logout_session_required: true,
    grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'],
    client_uri: 'https://rp.test',
  }
  const made = await create(body)
  expect(made).toMatchObject(body)
  expect(made.client_secret).toBe('')
  expect(await api(app).done('get', `${path}/${made.id}`)).toMatchObject(body)
})

test('a custom scope works at once, and one that was taken away no longer', async () => {
  await app.createUser()
  const scope = { scope: 'orders:read', description: 'See your orders' }
  const made = await create({ custom_scopes: [scope], scopes: 'openid orders:read' })
  const target = {
    id: made.id,
    clientId: made.client_id,
    clientSecret: made.client_secret,
    redirectUri: 'https://rp.test/cb',
  }
  const rp = await relyingParty(app, target)
  expect((await rp.signIn({ scope: 'openid orders:read' })).scope).toBe('openid orders:read')

  await api(app).done('patch', `${path}/${made.id}`, { custom_scopes: [], scopes: 'openid' })
  const { redirect } = await rp.authorize({ scope: 'openid orders:read' })
  expect(redirect.searchParams.get('error')).toBe('invalid_scope')
})
