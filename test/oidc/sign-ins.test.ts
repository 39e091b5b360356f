import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { bySystem } from '../../src/core/audit/author.ts'
import { deleteClient } from '../../src/core/clients/delete-client.ts'
import { endSignIn } from '../../src/core/sessions/browser/end-sign-in.ts'
import { startApp, type TestApp } from '../support/app.ts'
import type { Browser } from '../support/browser.ts'
import { answerOf } from '../support/post-form.ts'
import { locationOf, protocol, userinfo } from '../support/protocol.ts'
import { startReplica } from '../support/replica.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const listOf = (userId: string) => app.services.store.signIns.listByUser(userId, app.services.clock.now())
const cookieOf = (browser: Browser) =>
  [...browser.cookies.values()].map(({ name, value }) => `${name}=${value}`).join('; ')

test('a sign-in that is ended from afar takes along what was given in it, but for what may act alone (K20)', async () => {
  const user = await app.createUser()
  const online = protocol(app, await app.createClient())
  const offline = protocol(app, await app.createClient())
  const [lost, kept] = [app.browser(), app.browser()]
  const inLost = await online.tokens({ scope: 'openid email' }, { browser: lost })
  const lasting = await offline.tokens({}, { browser: lost })
  app.advance(1)
  const inKept = await online.tokens({ scope: 'openid email' }, { browser: kept })
  const list = await listOf(user.id)
  expect(list).toHaveLength(2)
  const oldest = list.toSorted((one, other) => Number(one.createdAt) - Number(other.createdAt))[0]

  await endSignIn(app.services, { userId: user.id, id: oldest?.id ?? '' })
  expect(await listOf(user.id)).toHaveLength(1)
  expect((await userinfo(app, inLost.access_token)).status).toBe(401)
  expect((await online.refresh(inLost.refresh_token)).body.error).toBe('invalid_grant')
  expect((await userinfo(app, lasting.access_token)).status).toBe(200)
  expect((await offline.refresh(lasting.refresh_token)).status).toBe(200)
  expect((await userinfo(app, inKept.access_token)).status).toBe(200)
  expect((await lost.open(`/oauth/authorize?${online.request()}`)).html).toContain('name="password"')
  expect(locationOf(await kept.request(`/oauth/authorize?${online.request({ scope: 'openid email' })}`)).origin).toBe(
    'https://rp.test',
  )
})

test("somebody else's sign-in is unknown (K20)", async () => {
  const alice = await app.createUser()
  const bob = await app.createUser('bob@example.com')
  await protocol(app, await app.createClient()).authorize()
  const [signIn] = await listOf(alice.id)
  const theft = endSignIn(app.services, { userId: bob.id, id: signIn?.id ?? '' })
  await expect(theft).rejects.toThrow('session.unknown')
  expect(await listOf(alice.id)).toHaveLength(1)
})

test('signing out takes the line off the list', async () => {
  const user = await app.createUser()
  const browser = app.browser()
  await protocol(app, await app.createClient()).authorize({}, { browser })
  await (await browser.open('/oauth/logout')).submit({}, { button: 'Sign out' })
  expect(await listOf(user.id)).toEqual([])
})

test('a cookie of before is good after the master key was rotated', async () => {
  await app.createUser()
  const { authorize, request } = protocol(app, await app.createClient())
  const browser = app.browser()
  await authorize({}, { browser })
  const newest = createHmac('sha256', 'test').update('newest').digest('base64url')
  const old = app.config.masterKeys.map((key) => key.toString('base64url'))
  const rotated = await startReplica(app, { MASTER_KEY: [newest, ...old].join(',') })
  const foreign = await startReplica(app)
  try {
    const silent = async (origin: string, headers: Record<string, string>) =>
      locationOf(
        await fetch(`${origin}/oauth/authorize?${request({ prompt: 'none' })}`, {
          redirect: 'manual',
          headers: { ...headers, cookie: cookieOf(browser) },
        }),
      ).searchParams
    expect((await silent(rotated.origin, rotated.headers)).get('code')).toBeTruthy()
    expect((await silent(foreign.origin, foreign.headers)).get('code')).toBeTruthy()
  } finally {
    await rotated.close()
    await foreign.close()
  }
})

test('an application that is deleted takes its tokens along, on every replica', async () => {
  await app.createUser()
  const client = await app.createClient()
  const { tokens } = protocol(app, client)
  const { access_token } = await tokens()
  const other = await startReplica(app)
  try {
    const ask = async () =>
      answerOf(
        await fetch(`${other.origin}/oauth/userinfo`, {
          headers: { ...other.headers, authorization: `Bearer ${access_token}` },
        }),
      )
    expect((await ask()).status).toBe(200)
    await deleteClient(app.services, { id: client.id, by: bySystem })
    expect((await ask()).status).toBe(401)
  } finally {
    await other.close()
  }
})
