import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { User } from '../../src/store/users.ts'
import { password, startApp, type TestApp, type TestClient } from '../support/app.ts'
import { isSignedIn, openSignIn, uidOf } from '../support/interaction.ts'
import { protocol } from '../support/protocol.ts'

let app: TestApp
let client: TestClient
let alice: User
const person = 'alice@example.com'

beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.reset()
  client = await app.createClient({ consentScreen: false })
  alice = await app.createUser(person)
})
afterAll(() => app.close())

test('of a crowd that signs in at once those who do not fit are told when to come back, at different moments', async () => {
  const { atOnce, waiting } = app.services.config.signIns
  const tooMany = 12
  const crowd: (() => Promise<Response>)[] = []
  for (let count = 0; count < atOnce + waiting + tooMany; count += 1) crowd.push(await atTheDoor())
  const answers = await whileTheyWait(async (release) => {
    const asked = crowd.map((enter) => enter())
    await settled(asked, tooMany)
    release()
    return Promise.all(asked)
  })

  const [inside, refused] = [answers.filter(isIn), answers.filter(({ status }) => status === 503)]
  expect(inside.length + refused.length).toBe(answers.length)
  expect(inside.length).toBeGreaterThanOrEqual(atOnce)
  expect(refused.length).toBeGreaterThanOrEqual(tooMany)
  const moments = refused.map(({ headers }) => Number(headers.get('retry-after')))
  expect(Math.min(...moments)).toBeGreaterThan(0)
  expect(new Set(moments).size).toBe(8)
  const page = (await refused[0]?.text()) ?? ''
  expect(page).toContain('There is a lot going on right now')
  expect(page).toMatch(/href="\/interaction\/[^/"]+"/)
})

test('a crowd among programs that ask for tokens comes in all the same', async () => {
  const { token } = protocol(app, await app.createClient({ grantTypes: ['client_credentials'] }))
  let over = false
  const programs = (async () => {
    while (!over) expect((await token({ grant_type: 'client_credentials' })).status).toBe(200)
  })()
  const arrive = async () => (await openSignIn(app, client)).submit({ identifier: person, password })
  const pages = await Promise.all(Array.from({ length: 12 }, arrive))
  over = true
  await programs
  expect(pages.every(isSignedIn)).toBe(true)
})

test('whoever sends the form slowly holds up nobody', async () => {
  const { atOnce } = app.services.config.signIns
  const slow = []
  for (let count = 0; count < atOnce + 3; count += 1) slow.push(await beginForm(uidOf(await openSignIn(app, client))))
  expect(isSignedIn(await (await openSignIn(app, client)).submit({ identifier: person, password }))).toBe(true)
  for (const hangUp of slow) hangUp()
})

test('whoever has hung up leaves their turn to others', async () => {
  const { atOnce } = app.services.config.signIns
  for (let count = 0; count < atOnce + 3; count += 1) (await beginForm(uidOf(await openSignIn(app, client))))()
  expect(isSignedIn(await (await openSignIn(app, client)).submit({ identifier: person, password }))).toBe(true)
})

/** Nobody gets in meanwhile: the row of the person is taken until it is released. */
async function whileTheyWait<T>(work: (release: () => void) => Promise<T>): Promise<T> {
  const { store, clock } = app.services
  const taken = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const holding = store.transaction(async (tx) => {
    await tx.users.update(alice.id, { lastActiveAt: clock.now() })
    taken.resolve()
    await released.promise
  })
  await taken.promise
  const outcome = await work(released.resolve)
  await holding
  return outcome
}

/** Resolves when so many of them are. */
function settled(promises: readonly Promise<unknown>[], count: number): Promise<void> {
  let left = count
  return new Promise((resolve) => {
    for (const promise of promises) {
      void promise.finally(() => {
        left -= 1
        if (left === 0) resolve()
      })
    }
  })
}

/** A person who has only to press the button. */
async function atTheDoor(): Promise<() => Promise<Response>> {
  const browser = app.browser()
  const uid = uidOf(await openSignIn(app, client, { browser }))
  const body = new URLSearchParams({ identifier: person, password }).toString()
  const headers = { origin: app.origin, 'content-type': 'application/x-www-form-urlencoded' }
  return () => browser.request(`/interaction/${uid}/sign-in`, { method: 'POST', body, headers })
}

function isIn({ status, headers }: Response): boolean {
  return status === 303 && headers.get('location')?.includes('/oauth/authorize/') === true
}

/** Sends a sign-in but for its last byte; answers how to hang up. */
async function beginForm(uid: string): Promise<() => void> {
  const body = new URLSearchParams({ identifier: person, password }).toString()
  const { origin } = app
  const headers = {
    origin,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
  }
  const sending = request(`${origin}/interaction/${uid}/sign-in`, { method: 'POST', agent: false, headers })
  sending.on('error', () => {})
  await new Promise((resolve) => sending.write(body.slice(0, -1), resolve))
  return () => sending.destroy()
}
