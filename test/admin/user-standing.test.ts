import * as client from 'openid-client'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { api, refusal } from '../support/api.ts'
import { password, startApp, type TestApp } from '../support/app.ts'
import { relyingParty } from '../support/relying-party.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

/** A person in a browser, with tokens; and whether those still live. */
async function signedIn() {
  const user = await app.createUser()
  const rp = await relyingParty(app, await app.createClient())
  const browser = app.browser()
  const tokens = await rp.signIn({ browser })
  const userinfo = async () => {
    const headers = { authorization: `Bearer ${tokens.access_token}` }
    return (await fetch(`${app.origin}/oauth/userinfo`, { headers })).status
  }
  const refreshes = () =>
    client.refreshTokenGrant(rp.config, tokens.refresh_token ?? '').then(
      () => true,
      () => false,
    )
  const asksToSignIn = async () =>
    (await rp.authorize({ browser, email: 'nobody@example.com' })).page.html.includes('name="password"')
  return { user, rp, browser, tokens, userinfo, refreshes, asksToSignIn }
}

const ends: [what: string, method: 'post' | 'patch' | 'delete', path: string, body?: object][] = [
  ['a ban', 'post', '/ban'],
  ['a lock', 'post', '/lock'],
  ['a new password', 'patch', '', { password: 'another fine long password' }],
  ['the removal of the password', 'post', '/remove_password'],
  ['a mark on the password', 'post', '/password/set_compromised', { revoke_all_sessions: true }],
  ['deletion', 'delete', ''],
]

describe('ends all access', () => {
  test.each(ends)('%s', async (_what, method, path, body) => {
    const { user, userinfo, refreshes, asksToSignIn } = await signedIn()
    const now = app.services.clock.now()
    await app.services.store.sessions.create({
      id: 'ses_1',
      audience: 'test',
      userId: user.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + 60_000),
    })
    expect(await userinfo()).toBe(200)
    await api(app).done(method, `/v1/users/${user.id}${path}`, body)
    expect([401, 403]).toContain(await userinfo())
    expect(await refreshes()).toBe(false)
    expect(await asksToSignIn()).toBe(true)
    expect(await app.services.store.sessions.find('ses_1', now)).toBeUndefined()
    expect(await app.services.store.signIns.listByUser(user.id, now)).toEqual([])
  })

  test('but a new password or a mark does not when asked not to', async () => {
    const { user, userinfo } = await signedIn()
    const path = `/v1/users/${user.id}`
    await api(app).done('patch', path, { password: 'another fine long password', sign_out_of_other_sessions: false })
    await api(app).done('post', `${path}/password/set_compromised`)
    await api(app).done('post', `${path}/password/unset_compromised`)
    expect(await userinfo()).toBe(200)
  })
})

describe('a ban', () => {
  test('keeps the person out until it is lifted', async () => {
    const { user, rp, asksToSignIn } = await signedIn()
    expect((await api(app).done('post', `/v1/users/${user.id}/ban`)).banned).toBe(true)
    expect(await asksToSignIn()).toBe(true)
    const { page } = await rp.authorize()
    expect(page.url.origin).toBe(app.origin)
    expect((await api(app).done('post', `/v1/users/${user.id}/unban`)).banned).toBe(false)
    expect((await rp.signIn()).access_token).toMatch(/^oat_/)
  })

  test('of several people is all or nothing', async () => {
    const ada = await app.createUser('ada@example.com')
    const bob = await app.createUser('bob@example.com')
    const { call, done } = api(app)
    const missing = await call('post', '/v1/users/ban', { body: { user_ids: [ada.id, 'user_none'] } })
    expect(refusal(missing)).toEqual([404, 'resource_not_found'])
    expect((await done('get', `/v1/users/${ada.id}`)).banned).toBe(false)

    const banned = await done('post', '/v1/users/ban', { user_ids: [ada.id, bob.id] })
    expect(banned.map((user: { banned: boolean }) => user.banned)).toEqual([true, true])
    expect(
      (await done('post', '/v1/users/unban', { user_ids: [ada.id] })).map((user: { id: string }) => user.id),
    ).toEqual([ada.id])
    expect((await done('get', `/v1/users/${bob.id}`)).banned).toBe(true)
    expect((await call('post', '/v1/users/ban', { body: { user_ids: [] } })).status).toBe(422)
  })
})

test('a lock is over after an hour, or when it is lifted', async () => {
  const { user, rp } = await signedIn()
  const path = `/v1/users/${user.id}`
  expect(await api(app).done('post', `${path}/lock`)).toMatchObject({ locked: true, lockout_expires_in_seconds: 3600 })
  app.advance(600)
  expect(await api(app).done('get', path)).toMatchObject({ locked: true, lockout_expires_in_seconds: 3000 })
  expect((await rp.authorize()).page.url.origin).toBe(app.origin)
  app.advance(3001)
  expect(await api(app).done('get', path)).toMatchObject({ locked: false, lockout_expires_in_seconds: null })
  expect((await rp.signIn()).access_token).toMatch(/^oat_/)

  await api(app).done('post', `${path}/lock`)
  expect((await api(app).done('post', `${path}/unlock`)).locked).toBe(false)
  expect((await rp.signIn()).access_token).toMatch(/^oat_/)
})

test('who is deleted and comes back is somebody new', async () => {
  const { user, rp } = await signedIn()
  const answer = await api(app).done('delete', `/v1/users/${user.id}`)
  expect(answer).toEqual({ object: 'user', id: user.id, deleted: true })
  expect(refusal(await api(app).call('get', `/v1/users/${user.id}`))).toEqual([404, 'resource_not_found'])
  expect(refusal(await api(app).call('delete', `/v1/users/${user.id}`))).toEqual([404, 'resource_not_found'])
  const again = await api(app).done('post', '/v1/users', { email_address: ['alice@example.com'], password })
  expect(again.id).not.toBe(user.id)
  expect((await rp.signIn()).claims()?.sub).toBe(again.id)
})

describe('a password', () => {
  const check = async (id: string, given: unknown) =>
    api(app).call('post', `/v1/users/${id}/verify_password`, { body: { password: given } })

  test('is checked', async () => {
    const { id } = await app.createUser()
    expect((await check(id, password)).body).toEqual({ verified: true })
    expect(refusal(await check(id, 'wrong'))).toEqual([422, 'incorrect_password', 'password'])
    expect(refusal(await check(id, undefined))).toEqual([422, 'form_param_missing', 'password'])
    expect(refusal(await check(id, { not: null }))).toEqual([422, 'form_param_type_invalid', 'password'])
    expect((await check(id, 'x'.repeat(100_000))).status).toBe(422)
    expect((await check(id, 'ü'.repeat(1000))).status).toBe(422)
    expect(refusal(await check('user_none', password))).toEqual([404, 'resource_not_found'])
  })

  test('that is not there cannot be checked, removed or marked', async () => {
    const { id } = await api(app).done('post', '/v1/users', { email_address: ['a@example.com'] })
    expect(refusal(await check(id, password))).toEqual([400, 'no_password_set'])
    for (const path of ['remove_password', 'password/set_compromised', 'password/unset_compromised']) {
      expect(refusal(await api(app).call('post', `/v1/users/${id}/${path}`))).toEqual([400, 'no_password_set'])
    }
  })

  test('that was removed is gone', async () => {
    const { id } = await app.createUser()
    expect((await api(app).done('post', `/v1/users/${id}/remove_password`)).password_enabled).toBe(false)
    expect(refusal(await check(id, password))).toEqual([400, 'no_password_set'])
  })
})

describe('a second step', () => {
  const secret = 'JBSWY3DPEHPK3PXP'
  const code = () =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: app.services.clock.now().getTime() })

  async function bob() {
    const { id } = await api(app).done('post', '/v1/users', {
      email_address: ['bob@example.com'],
      password,
      totp_secret: secret,
      backup_codes: ['abcde-23456'],
    })
    return {
      id: String(id),
      verify: (given: string) => api(app).call('post', `/v1/users/${id}/verify_totp`, { body: { code: given } }),
    }
  }

  test('is checked and used up', async () => {
    const { verify } = await bob()
    const now = code()
    expect((await verify(now)).body).toEqual({ verified: true, code_type: 'totp' })
    expect(refusal(await verify(now))).toEqual([422, 'totp_incorrect_code', 'code'])
    expect((await verify('ABCDE 23456')).body).toEqual({ verified: true, code_type: 'backup_code' })
    expect(refusal(await verify('abcde-23456'))).toEqual([422, 'totp_incorrect_code', 'code'])
    expect(refusal(await verify('12345'))).toEqual([422, 'totp_invalid_length', 'code'])
  })

  test.each(['backup', 'totp'])('is used once, whoever is first: %s', async (kind) => {
    const { verify } = await bob()
    const given = kind === 'totp' ? code() : 'abcde-23456'
    const answers = await Promise.all(Array.from({ length: 20 }, () => verify(given)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('that is not there cannot be checked', async () => {
    const { id } = await app.createUser()
    expect(refusal(await api(app).call('post', `/v1/users/${id}/verify_totp`, { body: { code: '123456' } }))).toEqual([
      400,
      'totp_disabled',
    ])
  })

  test.each([
    ['mfa', { totp_enabled: false, backup_code_enabled: false, two_factor_enabled: false }],
    ['totp', { totp_enabled: false, backup_code_enabled: false }],
    ['backup_code', { totp_enabled: true, backup_code_enabled: false }],
  ])('is taken away: %s', async (name, left) => {
    const { id } = await bob()
    expect(await api(app).done('delete', `/v1/users/${id}/${name}`)).toEqual({ user_id: id })
    expect(await api(app).done('get', `/v1/users/${id}`)).toMatchObject(left)
    expect((await api(app).call('delete', `/v1/users/${id}/${name}`)).status).toBe(200)
  })
})

test('the tokens of a provider that is not there are a 404', async () => {
  const { id } = await app.createUser()
  for (const provider of ['oauth_google', 'google', 'nonsense']) {
    const answer = await api(app).call('get', `/v1/users/${id}/oauth_access_tokens/${provider}`)
    expect(refusal(answer)).toEqual([404, 'oauth_token_provider_not_enabled'])
  }
})
