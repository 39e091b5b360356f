import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { api, refusal } from '../support/api.ts'
import { startApp, type TestApp } from '../support/app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

async function create(body: object = {}) {
  return api(app).done('post', '/v1/users', { email_address: ['ada@example.com'], ...body })
}

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
