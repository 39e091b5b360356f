import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { adminApiKey, startApp, type TestApp } from '../support/app.ts'
import { protocol } from '../support/protocol.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

async function events(query = ''): Promise<readonly Record<string, unknown>[]> {
  await app.engine.flush()
  const answer = await fetch(`${app.origin}/v1/audit_events${query}`, {
    headers: { authorization: `Bearer ${adminApiKey}` },
  })
  return (await answer.json()).data
}

test('what a person let an application have is on record, with who, for whom and from where; what it renews is not', async () => {
  const user = await app.createUser()
  const client = await app.createClient()
  const { tokens, refresh } = protocol(app, client)
  const { refresh_token: refreshToken } = await tokens()
  app.advance(1)
  await refresh(refreshToken)
  const shared = { client_id: client.clientId, actor: { type: 'user', id: user.id }, ip: '127.0.0.1' }
  expect(await events('?type=oauth_token.created')).toMatchObject([
    { ...shared, detail: { grantType: 'authorization_code' } },
  ])
  expect(await events('?type=oauth_authorization.granted')).toMatchObject([shared])
})

test('what is written in a moment is there after a moment', async () => {
  await app.createUser()
  await protocol(app, await app.createClient()).tokens()
  await expect
    .poll(
      async () => (await app.services.store.audit.list({ filter: { type: 'oauth_token.created' }, limit: 5 })).length,
    )
    .toBe(1)
})

test('a refusal that anybody can cause leaves no record', async () => {
  const client = await app.createClient()
  await protocol(app, client).ask({ scope: 'nonsense' })
  await protocol(app, client).redeem('nonsense')
  const types = (await events()).map(({ type }) => type)
  expect(types).toEqual(['oauth_application.created'])
})
