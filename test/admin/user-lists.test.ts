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
