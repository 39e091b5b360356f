import argon2 from 'argon2'
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

async function create(body: object = {}) {
  return api(app).done('post', '/v1/users', { email_address: ['ada@example.com'], ...body })
}

async function refused(body: object) {
  return refusal(await api(app).call('post', '/v1/users', { body: { email_address: ['ada@example.com'], ...body } }))
}

const signIn = async (email: string) => (await relyingParty(app, await app.createClient())).signIn({ email })

describe('a new user', () => {
  test('has what was given, in the shape of Clerk', async () => {
    const now = app.services.clock.now().getTime()
    const user = await create({
      email_address: ['Ada@Example.com', 'ada@work.test'],
      email_address_identification_status: ['verified', 'reserved'],
      username: 'ada',
      password,
      first_name: 'Ada',
      last_name: 'Lovelace',
      external_id: 'ext-1',
      locale: 'en-GB',
      groups: ['engineers'],
      public_metadata: { roles: ['admin'] },
      private_metadata: { note: 'first' },
      unsafe_metadata: { theme: 'dark' },
    })
    expect(user).toMatchObject({
      object: 'user',
      id: expect.stringMatching(/^user_\w{27}$/),
      username: 'ada',
      first_name: 'Ada',
      last_name: 'Lovelace',
      locale: 'en-GB',
      image_url: '',
      has_image: false,
      primary_email_address_id: user.email_addresses[0].id,
      external_accounts: [],
      password_enabled: true,
      two_factor_enabled: false,
      totp_enabled: false,
      backup_code_enabled: false,
      public_metadata: { roles: ['admin'] },
      private_metadata: { note: 'first' },
      unsafe_metadata: { theme: 'dark' },
      external_id: 'ext-1',
      groups: ['engineers'],
      is_admin: false,
      banned: false,
      locked: false,
      lockout_expires_in_seconds: null,
      last_sign_in_at: null,
      created_at: now,
      updated_at: now,
    })
    expect(user.email_addresses).toMatchObject([
      {
        object: 'email_address',
        email_address: 'Ada@Example.com',
        reserved: false,
        verification: { status: 'verified' },
        linked_to: [],
      },
      { email_address: 'ada@work.test', reserved: true, verification: { status: 'unverified' } },
    ])
    expect(await api(app).done('get', `/v1/users/${user.id}`)).toEqual(user)
  })

  test('signs in with the password it was given', async () => {
    const user = await create({ password })
    expect((await signIn('ada@example.com')).claims()?.sub).toBe(user.id)
  })

  test('brings a password hash from elsewhere and signs in with it', async () => {
    const digest = await argon2.hash(password, { type: argon2.argon2id, memoryCost: 4096, timeCost: 3, parallelism: 1 })
    const user = await create({ password_digest: digest, password_hasher: 'argon2id' })
    expect((await signIn('ada@example.com')).claims()?.sub).toBe(user.id)
    expect((await app.services.store.users.get(user.id)).passwordHash).not.toBe(digest)
  })

  test('brings an authenticator app and backup codes from elsewhere', async () => {
    const user = await create({ password, totp_secret: 'JBSWY3DPEHPK3PXP', backup_codes: ['abcd-1234', 'efgh-5678'] })
    expect(user).toMatchObject({ two_factor_enabled: true, totp_enabled: true, backup_code_enabled: true })
    const answer = await api(app).done('post', `/v1/users/${user.id}/verify_totp`, { code: 'ABCD1234' })
    expect(answer).toEqual({ verified: true, code_type: 'backup_code' })
  })

  test.each<[what: string, body: object, refusal: unknown[]]>([
    ['a taken address', { email_address: ['TAKEN@example.com'] }, [422, 'form_identifier_exists', 'email_address']],
    ['a taken user name', { username: 'Taken' }, [422, 'form_identifier_exists', 'username']],
    ['a taken external id', { external_id: 'taken' }, [422, 'form_identifier_exists', 'external_id']],
    ['neither address nor user name', { email_address: undefined }, [422, 'form_param_value_invalid', 'email_address']],
    ['an address that is none', { email_address: ['ada'] }, [422, 'form_param_value_invalid', 'email_address']],
    [
      'one address as a string',
      { email_address: 'ada@example.com' },
      [422, 'form_param_type_invalid', 'email_address'],
    ],
    ['addresses as an object', { email_address: { not: null } }, [422, 'form_param_type_invalid', 'email_address']],
    [
      'a user name that looks like an address',
      { username: 'ada@example.com' },
      [422, 'form_param_value_invalid', 'username'],
    ],
    ['a short password', { password: 'short' }, [422, 'form_password_length_too_short', 'password']],
    ['a password that is a number', { password: 123456789012 }, [422, 'form_param_type_invalid', 'password']],
    [
      'a bcrypt hash',
      { password_digest: `$2b$10$${'x'.repeat(53)}`, password_hasher: 'bcrypt' },
      [422, 'form_param_value_invalid', 'password_hasher'],
    ],
    [
      'an argon2id hash that is none',
      { password_digest: '$argon2id$v=19$x', password_hasher: 'argon2id' },
      [422, 'form_param_value_invalid', 'password_digest'],
    ],
    [
      'an argon2id hash that needs 8 GB',
      {
        password_digest: `$argon2id$v=19$m=8388608,t=3,p=1$${'a'.repeat(22)}$${'a'.repeat(43)}`,
        password_hasher: 'argon2id',
      },
      [422, 'form_param_value_invalid', 'password_digest'],
    ],
    ['a hash without its name', { password_digest: 'x' }, [422, 'form_param_missing', 'password_hasher']],
    ['a member of ours', { passwordHash: 'x' }, [422, 'form_param_unknown', 'passwordHash']],
    ['a phone number', { phone_number: ['+15555550100'] }, [422, 'form_param_unknown', 'phone_number']],
    ['a time that is none', { created_at: 'yesterday' }, [422, 'form_param_value_invalid', 'created_at']],
    ['metadata that is a list', { public_metadata: [] }, [422, 'form_param_type_invalid', 'public_metadata']],
  ])('is refused with %s', async (_what, body, expected) => {
    await create({ email_address: ['taken@example.com'], username: 'taken', external_id: 'taken' })
    expect(await refused(body)).toEqual(expected)
    expect(await api(app).done('get', '/v1/users/count')).toEqual({ object: 'total_count', total_count: 1 })
  })

  test('may have a weak password when it comes from elsewhere', async () => {
    expect((await create({ password: 'short', skip_password_checks: true })).password_enabled).toBe(true)
  })

  test('may be banned or locked from the start', async () => {
    expect((await create({ banned: true })).banned).toBe(true)
    const locked = await create({ email_address: ['bob@example.com'], locked: true })
    expect(locked).toMatchObject({ locked: true, lockout_expires_in_seconds: 3600 })
  })

  test('one address, twenty at once: one user', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        api(app).call('post', '/v1/users', { body: { email_address: ['ada@example.com'] } }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(19)
  })
})
