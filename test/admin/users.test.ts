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

describe('a list', () => {
  async function people() {
    const ada = await create({ username: 'ada', first_name: 'Ada', last_name: 'Lovelace', external_id: 'x1' })
    app.advance(1)
    const bob = await create({ email_address: ['bob@work.test'], first_name: 'Bob', banned: true })
    app.advance(1)
    const cleo = await create({ email_address: ['cleo@example.com'], username: 'Cleo' })
    return { ada, bob, cleo }
  }
  const ids = async (query = '') =>
    (await api(app).done('get', `/v1/users${query}`)).map((user: { id: string }) => user.id)

  test('is a bare array, newest first', async () => {
    const { ada, bob, cleo } = await people()
    expect(await ids()).toEqual([cleo.id, bob.id, ada.id])
    expect(await ids('?order_by=%2Bcreated_at')).toEqual([ada.id, bob.id, cleo.id])
    expect(await ids('?order_by=created_at&limit=1&offset=1')).toEqual([bob.id])
    expect((await ids('?order_by=-first_name&limit=2')).includes(bob.id)).toBe(true)
  })

  test('can be narrowed in every way', async () => {
    const { ada, bob, cleo } = await people()
    const narrowed: [query: string, found: string[]][] = [
      ['email_address=ADA@example.com', [ada.id]],
      ['email_address=ada@example.com&email_address=bob@work.test', [bob.id, ada.id]],
      ['email_address[]=cleo@example.com', [cleo.id]],
      ['username=cleo', [cleo.id]],
      [`user_id=${ada.id}&user_id=${cleo.id}&user_id=nobody`, [cleo.id, ada.id]],
      ['external_id=x1', [ada.id]],
      ['query=LOVE', [ada.id]],
      ['query=ada%20lovelace', [ada.id]],
      ['query=example.com', [cleo.id, ada.id]],
      [`query=${bob.id.slice(5, 20)}`, [bob.id]],
      ['email_address_query=WORK', [bob.id]],
      ['username_query=CLE', [cleo.id]],
      ['name_query=bob', [bob.id]],
      ['banned=true', [bob.id]],
      ['banned=false', [cleo.id, ada.id]],
      [`created_at_after=${ada.created_at}`, [cleo.id, bob.id]],
      [`created_at_before=${cleo.created_at}`, [bob.id, ada.id]],
      ['email_address=nobody@example.com', []],
      ['last_active_at_after=0', []],
      ['last_sign_in_at_after=0', []],
    ]
    for (const [query, found] of narrowed) {
      expect([query, await ids(`?${query}`)]).toEqual([query, found])
      expect([query, (await api(app).done('get', `/v1/users/count?${query}`)).total_count]).toEqual([
        query,
        found.length,
      ])
    }
  })

  test('continues after a user, in either direction', async () => {
    const { ada, bob, cleo } = await people()
    expect(await ids(`?starting_after=${cleo.id}`)).toEqual([bob.id, ada.id])
    expect(await ids(`?starting_after=${ada.id}&order_by=created_at`)).toEqual([bob.id, cleo.id])
    const answer = await api(app).call('get', `/v1/users?starting_after=${ada.id}&order_by=username`)
    expect(refusal(answer)).toEqual([422, 'form_param_value_invalid', 'starting_after'])
  })

  test('finds who has a login elsewhere', async () => {
    const { ada } = await people()
    const now = app.services.clock.now()
    const login = {
      id: 'eac_1',
      userId: ada.id,
      provider: 'google',
      subject: 'g-1',
      email: 'ada@example.com',
      emailVerified: true,
      name: 'Ada Lovelace',
      createdAt: now,
      updatedAt: now,
    }
    await app.services.store.identities.create(login)
    expect(await ids('?provider=oauth_google&provider_user_id=g-1')).toEqual([ada.id])
    expect(await ids('?provider=google')).toEqual([ada.id])
    expect(await ids('?provider=google&provider_user_id=g-2')).toEqual([])
    const shown = await api(app).done('get', `/v1/users/${ada.id}`)
    expect(shown.external_accounts).toMatchObject([
      {
        object: 'external_account',
        id: 'eac_1',
        provider: 'oauth_google',
        provider_user_id: 'g-1',
        email_address: 'ada@example.com',
        email_address_verified: true,
        first_name: 'Ada',
        last_name: 'Lovelace',
      },
    ])
    expect(shown.email_addresses[0].linked_to).toEqual([{ id: 'eac_1', type: 'oauth_google' }])

    const path = `/v1/users/${ada.id}/external_accounts/eac_1`
    expect(await api(app).done('delete', path)).toEqual({ object: 'external_account', id: 'eac_1', deleted: true })
    expect(refusal(await api(app).call('delete', path))).toEqual([404, 'resource_not_found'])
  })
})

describe('a change', () => {
  test('touches what it names, and null empties', async () => {
    const user = await create({ first_name: 'Ada', last_name: 'King', username: 'ada', external_id: 'x' })
    app.advance(2)
    const changed = await api(app).done('patch', `/v1/users/${user.id}`, {
      last_name: 'Lovelace',
      external_id: null,
      groups: ['a'],
      is_admin: true,
    })
    const expected = {
      ...user,
      last_name: 'Lovelace',
      external_id: null,
      groups: ['a'],
      is_admin: true,
      updated_at: user.updated_at + 2000,
    }
    expect(changed).toEqual(expected)
  })

  test('does not take metadata, which has a way of its own', async () => {
    const { id } = await create()
    const answer = await api(app).call('patch', `/v1/users/${id}`, { body: { public_metadata: {} } })
    expect(refusal(answer)).toEqual([422, 'form_param_unknown', 'public_metadata'])
  })

  test('makes another verified address the primary one', async () => {
    const emails = {
      email_address: ['ada@example.com', 'ada@work.test', 'new@work.test'],
      email_address_identification_status: ['verified', 'verified', 'reserved'],
    }
    const user = await create(emails)
    const [, second, unproven] = user.email_addresses
    const path = `/v1/users/${user.id}`
    expect((await api(app).done('patch', path, { primary_email_address_id: second.id })).primary_email_address_id).toBe(
      second.id,
    )
    for (const id of [unproven.id, 'idn_other']) {
      const answer = await api(app).call('patch', path, { body: { primary_email_address_id: id } })
      expect(refusal(answer)).toEqual([422, 'form_param_value_invalid', 'primary_email_address_id'])
    }
  })

  test('to a taken user name is refused, to the same one not', async () => {
    const ada = await create({ username: 'ada' })
    const bob = await create({ email_address: ['bob@example.com'], username: 'bob', external_id: 'b' })
    expect(refusal(await api(app).call('patch', `/v1/users/${bob.id}`, { body: { username: 'ADA' } }))).toEqual([
      422,
      'form_identifier_exists',
      'username',
    ])
    expect(refusal(await api(app).call('patch', `/v1/users/${ada.id}`, { body: { external_id: 'b' } }))).toEqual([
      422,
      'form_identifier_exists',
      'external_id',
    ])
    expect((await api(app).done('patch', `/v1/users/${ada.id}`, { username: 'Ada' })).username).toBe('Ada')
  })

  test('of somebody who is not there is a 404', async () => {
    expect(refusal(await api(app).call('patch', '/v1/users/user_none', { body: { first_name: 'x' } }))).toEqual([
      404,
      'resource_not_found',
    ])
  })
})

describe('metadata', () => {
  const start = {
    public_metadata: { plan: { name: 'free', seats: 1 }, tags: ['a'], gone: true },
    private_metadata: { crm: 7 },
  }

  test('is merged at every depth, and null takes away', async () => {
    const { id } = await create(start)
    const change = { public_metadata: { plan: { seats: 5, trial: { until: 2027 } }, tags: ['b'], gone: null } }
    const merged = await api(app).done('patch', `/v1/users/${id}/metadata`, change)
    expect(merged.public_metadata).toEqual({ plan: { name: 'free', seats: 5, trial: { until: 2027 } }, tags: ['b'] })
    expect(merged.private_metadata).toEqual({ crm: 7 })

    const emptied = await api(app).done('patch', `/v1/users/${id}/metadata`, {
      public_metadata: { plan: { trial: { until: null }, name: null } },
    })
    expect(emptied.public_metadata).toEqual({ plan: { seats: 5, trial: {} }, tags: ['b'] })
  })

  test('is replaced kind by kind', async () => {
    const { id } = await create(start)
    const replaced = await api(app).done('put', `/v1/users/${id}/metadata`, { public_metadata: { plan: null } })
    expect(replaced.public_metadata).toEqual({ plan: null })
    expect(replaced.private_metadata).toEqual({ crm: 7 })
  })

  test('merges at once lose nothing', async () => {
    const { id } = await create()
    const merges = Array.from({ length: 20 }, (_, index) =>
      api(app).done('patch', `/v1/users/${id}/metadata`, { private_metadata: { [`key${index}`]: index } }),
    )
    await Promise.all(merges)
    expect(Object.keys((await api(app).done('get', `/v1/users/${id}`)).private_metadata)).toHaveLength(20)
  })

  test('of more than 32 kB is refused', async () => {
    const { id } = await create()
    const answer = await api(app).call('patch', `/v1/users/${id}/metadata`, {
      body: { unsafe_metadata: { text: 'x'.repeat(33_000) } },
    })
    expect(refusal(answer)).toEqual([422, 'form_param_value_invalid', 'unsafe_metadata'])
  })
})
