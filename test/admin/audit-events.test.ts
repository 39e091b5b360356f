import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { api } from '../support/api.ts'
import { adminApiKey, password, startApp, type TestApp } from '../support/app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

describe('the audit record', () => {
  test('has a line for every change: who, to what, from where; and no secret', async () => {
    const done: ReturnType<typeof api>['done'] = async (...call) => {
      app.advance(1)
      return api(app).done(...call)
    }
    const secrets = ['another fine long password', 'g-secret-value', adminApiKey]
    const shop = await done('post', '/v1/oauth_applications', { name: 'Shop', redirect_uris: ['https://rp.test/cb'] })
    const rotated = await done('post', `/v1/oauth_applications/${shop.id}/rotate_secret`)
    await done('patch', `/v1/oauth_applications/${shop.id}`, { name: 'Market' })
    const user = await done('post', '/v1/users', { email_address: ['ada@example.com'], password })
    await done('patch', `/v1/users/${user.id}`, { first_name: 'Ada', password: secrets[0] })
    await done('patch', `/v1/users/${user.id}/metadata`, { private_metadata: { salary: 'confidential-figure' } })
    for (const step of ['ban', 'unban', 'lock', 'unlock']) await done('post', `/v1/users/${user.id}/${step}`)
    await done('post', `/v1/users/${user.id}/password/set_compromised`)
    await done('post', `/v1/users/${user.id}/remove_password`)
    await done('delete', `/v1/users/${user.id}/mfa`)
    await done('delete', `/v1/users/${user.id}`)
    const resource = await done('post', '/v1/resources', { identifier: 'https://api.test/', name: 'API' })
    await done('patch', `/v1/resources/${resource.id}`, { name: 'Orders' })
    await done('delete', `/v1/resources/${resource.id}`)
    await done('put', '/v1/providers/google', { client_id: 'x', client_secret: secrets[1] })
    await done('delete', '/v1/providers/google')
    await done('patch', '/v1/instance/oauth_application_settings', { default_scopes: ['openid'] })
    const key = await done('post', '/v1/api_keys', { name: 'Other' })
    await done('delete', `/v1/api_keys/${key.id}`)
    await done('post', '/v1/keys/rotate')
    await done('delete', `/v1/oauth_applications/${shop.id}`)

    const answer = await api(app).call('get', '/v1/audit_events?limit=500')
    const events = answer.body.data
      .filter((event: { actor: { type: string } }) => event.actor.type === 'api-key')
      .reverse()
    expect(events.map((event: { type: string; target_id: string | null }) => [event.type, event.target_id])).toEqual([
      ['oauth_application.created', shop.id],
      ['oauth_application.secret_rotated', shop.id],
      ['oauth_application.updated', shop.id],
      ['user.created', user.id],
      ['user.updated', user.id],
      ['user.metadata_updated', user.id],
      ['user.banned', user.id],
      ['user.unbanned', user.id],
      ['user.locked', user.id],
      ['user.unlocked', user.id],
      ['user.password_marked_compromised', user.id],
      ['user.password_removed', user.id],
      ['user.second_factors_removed', user.id],
      ['user.deleted', user.id],
      ['resource.created', resource.id],
      ['resource.updated', resource.id],
      ['resource.deleted', resource.id],
      ['provider.configured', 'google'],
      ['provider.removed', 'google'],
      ['oauth_settings.updated', null],
      ['api_key.created', key.id],
      ['api_key.revoked', key.id],
      ['keys.rotated', null],
      ['oauth_application.deleted', shop.id],
    ])
    for (const event of events) {
      expect(event).toMatchObject({
        object: 'audit_event',
        at: expect.any(Number),
        actor: { type: 'api-key', id: expect.stringMatching(/^key_/) },
        ip: '127.0.0.1',
        request_id: expect.stringMatching(/^req_/),
      })
    }
    for (const secret of [
      ...secrets,
      shop.client_secret,
      rotated.client_secret,
      key.secret,
      'confidential-figure',
      password,
    ]) {
      expect(answer.text).not.toContain(secret)
    }
  })

  test('has no line for a change that was refused', async () => {
    const count = async () => (await api(app).done('get', '/v1/audit_events?limit=500')).data.length
    const before = await count()
    await api(app).call('post', '/v1/users', { body: { email_address: ['nonsense'] } })
    await api(app).call('post', '/v1/users/ban', { body: { user_ids: ['user_none'] } })
    await api(app).call('delete', '/v1/oauth_applications/none')
    expect(await count()).toBe(before)
  })

  test('is read in pages that nothing moves, and narrowed', async () => {
    const { done } = api(app)
    const people: string[] = []
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      people.push((await done('post', '/v1/users', { username: name })).id)
      app.advance(1)
    }
    const first = await done('get', '/v1/audit_events?limit=2&type=user.created')
    await done('post', '/v1/users', { username: 'late' })
    const second = await done('get', `/v1/audit_events?limit=2&type=user.created&cursor=${first.next_cursor}`)
    const third = await done('get', `/v1/audit_events?limit=2&type=user.created&cursor=${second.next_cursor}`)
    const seen = [first, second, third].flatMap(({ data }) =>
      data.map((event: { target_id: string }) => event.target_id),
    )
    expect(seen).toEqual([...people].reverse())
    expect(third.next_cursor).toBeNull()
    const one = await done('get', `/v1/audit_events?target_id=${people[0]}`)
    expect(one.data).toHaveLength(1)
    expect((await done('get', `/v1/audit_events?after=${one.data[0].at}&type=user.created`)).data).toHaveLength(5)
    expect((await done('get', '/v1/audit_events?actor_id=nobody')).data).toEqual([])
  })
})
