import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { base, cloudbaseApp, device, triple } from '../../support/cloudbase.ts'
import { call, type Dialects, startDialects } from '../../support/dialects.ts'

let dialects: Dialects
let cloudbase: ReturnType<typeof cloudbaseApp>

beforeAll(async () => {
  dialects = await startDialects()
  cloudbase = cloudbaseApp(dialects)
})
beforeEach(async () => {
  await dialects.app.reset()
  for (const id of ['github', 'google'] as const) dialects.upstream.as(id).nextUser()
})
afterAll(() => dialects.close())

const bind = async (bearer: string | undefined, provider: 'google' | 'github' = 'google') =>
  cloudbase.post(
    '/user/provider/bind',
    { provider_token: (await cloudbase.providerToken(provider)).json.provider_token },
    bearer,
  )
const unbind = (bearer: string, provider: string) =>
  call(dialects.app.browser(), `DELETE ${base}/user/provider/${provider}`, { bearer, headers: device })

test('the signed-in person sees who they are', async () => {
  const person = dialects.upstream.as('github').nextUser()
  const { json: session } = await cloudbase.signIn()
  const { status, json } = await cloudbase.me(session.access_token)
  const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/)
  expect(status).toBe(200)
  expect(json).toEqual({
    sub: session.sub,
    name: person.username,
    picture: person.picture,
    username: '',
    email: person.email,
    phone_number: '',
    providers: [
      { id: 'github', provider_user_id: person.id, name: person.username, picture: person.picture, url: '', meta: {} },
    ],
    status: 'ACTIVE',
    gender: '',
    groups: [],
    meta: {},
    created_at: moment,
    updated_at: moment,
    password_updated_at: '',
    user_id: session.sub,
    has_password: false,
    internal_user_type: '',
    type: '',
    user_source: '',
    user_desc: '',
    last_login: moment,
  })
})

test('without a token of this API nobody is signed in', async () => {
  expect(triple(await cloudbase.get('/user/me'))).toBe('401 unauthorized 4003')
  expect(triple(await cloudbase.me('a.b.c'))).toBe('401 unauthorized 4003')
  const { json } = await cloudbase.signIn()
  dialects.app.advance(7200)
  expect(triple(await cloudbase.me(json.access_token))).toBe('401 unauthorized 4003')
})

describe('a refresh token (CB-18)', () => {
  test('is replaced, and works once', async () => {
    const { json: first } = await cloudbase.signIn()
    const { status, json: second } = await cloudbase.refresh(first.refresh_token)
    expect(status).toBe(200)
    expect(Object.keys(second)).toEqual(Object.keys(first))
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(triple(await cloudbase.refresh(first.refresh_token))).toBe('400 invalid_grant 4001')
    expect((await cloudbase.refresh(second.refresh_token)).status).toBe(200)
  })

  test('used fifty times at once works once', async () => {
    const { json } = await cloudbase.signIn()
    const answers = await Promise.all(Array.from({ length: 50 }, () => cloudbase.refresh(json.refresh_token)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test.each([
    [{ grant_type: 'password', username: 'a', password: 'b' }, '400 unsupported_grant_type 3'],
    [{ grant_type: 'client_credentials' }, '400 unsupported_grant_type 3'],
    [{ grant_type: 'refresh_token' }, '400 invalid_argument 3'],
    [{ grant_type: 'refresh_token', refresh_token: 'm.unknown' }, '400 invalid_grant 4001'],
    [{ grant_type: 'refresh_token', refresh_token: 'm.unknown', client_id: 'nobody' }, '401 invalid_client 16'],
    [{}, '400 invalid_argument 3'],
  ])('is what %j is not', async (body, expected) => {
    expect(triple(await cloudbase.post('/token', body))).toBe(expected)
  })
})

describe('signing out', () => {
  test('takes an access token or a refresh token, in the body or the header', async () => {
    for (const send of [
      (session: Record<string, string>) => cloudbase.post('/revoke', { token: session['access_token'] }),
      (session: Record<string, string>) => cloudbase.post('/revoke', { token: session['refresh_token'] }),
      (session: Record<string, string>) => cloudbase.post('/revoke', {}, session['access_token']),
    ]) {
      const { json: session } = await cloudbase.signIn()
      const { status, json } = await send(session)
      expect({ status, json }).toEqual({ status: 200, json: {} })
      expect(triple(await cloudbase.refresh(session.refresh_token))).toBe('400 invalid_grant 4001')
      expect(triple(await cloudbase.me(session.access_token))).toBe('401 unauthorized 4003')
    }
  })

  test('of what is over already changes nothing, of nothing is nothing', async () => {
    expect((await cloudbase.post('/revoke', { token: 'm.unknown' })).json).toEqual({})
    expect((await cloudbase.post('/revoke', { token: 'a.b.c' })).json).toEqual({})
    expect(triple(await cloudbase.post('/revoke', {}))).toBe('401 unauthorized 4003')
  })
})

describe('introspection', () => {
  const ask = (token: string, headers: Record<string, string>) =>
    cloudbase.get(`/token/introspect?token=${token}`, headers)

  test('tells an application with its secret, and the person, what a token is', async () => {
    const { json: session } = await cloudbase.signIn()
    const own = await dialects.app.createClient()
    const basic = { authorization: `Basic ${Buffer.from(`${own.clientId}:${own.clientSecret}`).toString('base64')}` }
    const bearer = { authorization: `Bearer ${session.access_token}` }
    for (const headers of [basic, bearer]) {
      const { json } = await ask(session.access_token, headers)
      expect(json).toMatchObject({ active: true, token_type: 'Bearer', sub: session.sub, scope: 'user sso' })
      expect((await ask('a.b.c', headers)).json).toEqual({ active: false })
    }
    await cloudbase.post('/revoke', { token: session.refresh_token })
    expect((await ask(session.access_token, basic)).json).toEqual({ active: false })
  })

  test('tells nobody else', async () => {
    const { json: session } = await cloudbase.signIn()
    dialects.upstream.as('github').nextUser()
    const { json: stranger } = await cloudbase.signIn()
    const own = await dialects.app.createClient()
    const empty = { authorization: `Basic ${Buffer.from(`${own.clientId}:`).toString('base64')}` }
    expect((await ask(session.access_token, { authorization: `Bearer ${stranger.access_token}` })).json).toEqual({
      active: false,
    })
    expect(triple(await ask(session.access_token, empty))).toBe('401 unauthorized 4003')
    expect(triple(await ask(session.access_token, {}))).toBe('401 unauthorized 4003')
  })
})

test('an access token verifies by the keys of the house', async () => {
  const { json } = await cloudbase.signIn()
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', dialects.app.origin))
  const { protectedHeader } = await jwtVerify(json.access_token, keys, { issuer: dialects.app.origin })
  expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: expect.any(String) })
})

describe('logins', () => {
  test('are listed with those that could be bound (CB-21)', async () => {
    const { json: session } = await cloudbase.signIn()
    const { json } = await cloudbase.get('/user/provider', {}, session.access_token)
    expect(json.total).toBe(json.data.length)
    expect(json.total).toBe(17)
    expect(json.data.find(({ id }: { id: string }) => id === 'github')).toEqual({
      id: 'github',
      name: 'GitHub',
      homepage: '',
      picture: 'https://pictures.test/ada.png',
      provider_user_name: expect.stringMatching(/^ada/),
      provider_type: 'github',
      bind: true,
    })
    expect(json.data.filter(({ bind }: { bind: boolean }) => bind)).toHaveLength(1)
  })

  test('are bound to who is signed in, once to one person (CB-19)', async () => {
    const { json: session } = await cloudbase.signIn()
    expect(triple(await bind(undefined))).toBe('401 unauthorized 4003')
    expect(await bind(session.access_token)).toMatchObject({ status: 200, json: {} })
    expect(await bind(session.access_token)).toMatchObject({ status: 200, json: {} })
    dialects.upstream.as('github').nextUser()
    const { json: other } = await cloudbase.signIn()
    expect(triple(await bind(other.access_token))).toBe('409 already_exists 6')
    expect(triple(await cloudbase.post('/user/provider/bind', { provider_token: 'x' }, other.access_token))).toBe(
      '400 invalid_grant 4001',
    )
  })

  test('are unbound, but never the last (CB-20)', async () => {
    const { json: session } = await cloudbase.signIn()
    expect(triple(await unbind(session.access_token, 'google'))).toBe('404 provider_not_found 4004')
    expect(triple(await unbind(session.access_token, 'github'))).toBe('400 failed_precondition 9')
    await bind(session.access_token)
    expect(await unbind(session.access_token, 'google')).toMatchObject({ status: 200, json: {} })
    expect(triple(await unbind(session.access_token, 'google'))).toBe('404 provider_not_found 4004')
    expect(triple(await unbind('a.b.c', 'github'))).toBe('401 unauthorized 4003')
  })
})
