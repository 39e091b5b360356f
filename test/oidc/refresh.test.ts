import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { withdrawConsent } from '../../src/core/consents/withdraw-consent.ts'
import { endAllAccess } from '../../src/core/users/end-all-access.ts'
import { startApp, type TestApp, type TestClient } from '../support/app.ts'
import { basic, type JsonAnswer, postForm } from '../support/post-form.ts'
import { claimsOf, protocol, userinfo } from '../support/protocol.ts'
import { startReplica } from '../support/replica.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp({ REFRESH_TOKEN_TTL: '1h', REFRESH_TOKEN_MAX_TTL: '3h' })
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const web = async (more = {}) => protocol(app, await app.createClient(more))
const times = <T>(count: number, make: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, make))
const refused = { status: 400, body: { error: 'invalid_grant' } }

/** How many refresh tokens could still be used. */
async function liveTokens(of: Pick<TestApp, 'database'> = app): Promise<number> {
  const unused = `SELECT 1 FROM artifacts WHERE model = 'RefreshToken' AND "consumedAt" IS NULL`
  return (await of.database.sql.query(unused, [])).length
}

test('each use brings a new token of the same scope, for secret and public applications alike (E01)', async () => {
  await app.createUser()
  for (const { tokens, refresh } of [await web(), await web({ tokenEndpointAuthMethod: 'none' })]) {
    const first = await tokens()
    const { status, body } = await refresh(first.refresh_token)
    expect(status).toBe(200)
    expect(body.refresh_token).not.toBe(first.refresh_token)
    expect(body.access_token).not.toBe(first.access_token)
    expect(body.scope).toBe(first.scope)
    expect(claimsOf(body.id_token)).toMatchObject({ sub: claimsOf(first.id_token)['sub'] })
    expect((await refresh(body.refresh_token)).status).toBe(200)
  }
})

test('a refresh that is repeated within the window arrives at the same token', async () => {
  await app.createUser()
  const { tokens, refresh } = await web()
  const { refresh_token: first } = await tokens()
  const { body } = await refresh(first)
  app.advance(9)
  expect((await refresh(first)).body.refresh_token).toBe(body.refresh_token)
  const next = await refresh(body.refresh_token)
  expect((await refresh(body.refresh_token)).body.refresh_token).toBe(next.body.refresh_token)
  expect(await liveTokens()).toBe(1)
})

test('after the window a used token is stolen: the whole family ends (E02)', async () => {
  await app.createUser()
  const { tokens, refresh } = await web()
  const { refresh_token: first, access_token: oldest } = await tokens()
  const { body } = await refresh(first)
  app.advance(10)
  expect(await refresh(first)).toMatchObject(refused)
  expect(await refresh(body.refresh_token)).toMatchObject(refused)
  for (const token of [oldest, body.access_token]) expect((await userinfo(app, token)).status).toBe(401)
  expect(await liveTokens()).toBe(0)
})

test('twenty at once get one and the same successor (E03)', async () => {
  await app.createUser()
  const { tokens, refresh } = await web()
  const { refresh_token: first } = await tokens()
  const answers = await times(20, () => refresh(first))
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
  expect(new Set(answers.map(({ body }) => body.refresh_token)).size).toBe(1)
  expect(await liveTokens()).toBe(1)
})

test('with the window at 0 one of twenty wins, and no repeat does (E03)', async () => {
  const strict = await startApp({ REFRESH_REPLAY_WINDOW: '0' })
  try {
    await strict.createUser()
    const { tokens, refresh } = protocol(strict, await strict.createClient())
    const { refresh_token: first } = await tokens()
    const answers = await times(20, () => refresh(first))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(19)
    const { refresh_token: second } = await tokens()
    expect((await refresh(second)).status).toBe(200)
    expect(await refresh(second)).toMatchObject(refused)
  } finally {
    await strict.close()
  }
})

test('a refresh token belongs to its application (CL-23, E04)', async () => {
  await app.createUser()
  const own = await web()
  const other = await web()
  const { refresh_token } = await own.tokens()
  expect(await other.refresh(refresh_token)).toMatchObject(refused)
  expect((await own.refresh(refresh_token)).status).toBe(200)
})

test('a narrower scope may be asked for, a wider one not, and the first one comes back (CL-23, E05)', async () => {
  await app.createUser()
  const { tokens, refresh } = await web()
  const { refresh_token, scope } = await tokens({ scope: 'openid profile offline_access' })
  const wider = await refresh(refresh_token, { scope: 'openid profile email' })
  expect(wider).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
  const narrow = await refresh(refresh_token, { scope: 'profile' })
  expect(narrow.body.scope).toBe('profile')
  expect(narrow.body).not.toHaveProperty('id_token')
  expect((await refresh(narrow.body.refresh_token)).body.scope).toBe(scope)
})

test('a token that is not used dies, and the family in the end as well, however often it is used (E06)', async () => {
  await app.createUser()
  const { tokens, refresh } = await web()
  const idle = await tokens()
  app.advance(3601)
  expect(await refresh(idle.refresh_token)).toMatchObject(refused)

  let { refresh_token: current } = await tokens()
  for (let hour = 0; hour < 3; hour += 1) {
    app.advance(3500)
    const { status, body } = await refresh(current)
    expect(status).toBe(200)
    current = body.refresh_token
  }
  app.advance(301)
  expect(await refresh(current)).toMatchObject(refused)
})

test('one kind of token is none of another (E11)', async () => {
  await app.createUser()
  const { tokens, refresh, code, redeem } = await web()
  const { access_token, refresh_token, id_token } = await tokens()
  expect((await userinfo(app, refresh_token)).status).toBe(401)
  for (const value of [access_token, id_token, await code(), `${refresh_token}x`, refresh_token.slice(1), '\0']) {
    expect(await refresh(value)).toMatchObject(refused)
  }
  expect(await redeem(refresh_token)).toMatchObject(refused)
  expect((await refresh('')).body.error).toBe('invalid_request')
})

test('what has changed about a person is in the next ID token and at userinfo (E12)', async () => {
  const user = await app.createUser()
  const { tokens, refresh } = await web()
  const { refresh_token } = await tokens()
  await app.services.store.users.update(user.id, { firstName: 'Alicia' })
  const { body } = await refresh(refresh_token)
  expect(claimsOf(body.id_token)['given_name']).toBe('Alicia')
  expect((await userinfo(app, body.access_token)).body.given_name).toBe('Alicia')
})

test('a scope that the application has lost ends the chain (A.1.2)', async () => {
  await app.createUser()
  const client = await app.createClient({ scopes: 'profile email groups' })
  const { tokens, refresh } = protocol(app, client)
  const { refresh_token } = await tokens({ scope: 'profile groups' })
  await app.services.store.clients.update(client.id, { scopes: 'profile email' })
  expect(await refresh(refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
})

test('the end of a person or of their consent ends the chain everywhere (CL-21, E09)', async () => {
  const client = await app.createClient()
  const { tokens } = protocol(app, client)
  const other = await startReplica(app)
  const use = (value: string): Promise<JsonAnswer> =>
    postForm(
      other,
      '/oauth/token',
      { grant_type: 'refresh_token', refresh_token: value },
      { ...basic(client), ...other.headers },
    )
  try {
    const user = await app.createUser()
    const ends = [
      () => withdrawConsent(app.services, { userId: user.id, clientId: client.clientId }),
      () => app.services.store.transaction((tx) => endAllAccess(app.services, tx, user.id)),
      () => app.services.store.users.update(user.id, { bannedAt: app.services.clock.now() }),
      () => app.services.store.users.delete(user.id),
    ]
    for (const end of ends) {
      const { refresh_token, access_token } = await tokens()
      await end()
      expect(await use(refresh_token)).toMatchObject(refused)
      expect([401, 403]).toContain((await userinfo(app, access_token)).status)
      await app.services.store.users.updateWhere(user.id, {}, { bannedAt: null })
    }
  } finally {
    await other.close()
  }
})

test('a new master key splits no chain: the old token and the new process arrive at the same successor', async () => {
  await app.createUser()
  const client: TestClient = await app.createClient()
  const { tokens, refresh } = protocol(app, client)
  const { refresh_token: first } = await tokens()
  const { body } = await refresh(first)
  const newest = createHmac('sha256', 'test').update('newest').digest('base64url')
  const old = app.config.masterKeys.map((key) => key.toString('base64url'))
  const rotated = await startReplica(app, { MASTER_KEY: [newest, ...old].join(',') })
  try {
    const repeat = { grant_type: 'refresh_token', refresh_token: first }
    const again = await postForm(rotated, '/oauth/token', repeat, { ...basic(client), ...rotated.headers })
    expect(again.body.refresh_token).toBe(body.refresh_token)
    expect(await liveTokens()).toBe(1)
  } finally {
    await rotated.close()
  }
})
