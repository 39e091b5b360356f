import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startApp, type TestApp, type TestClient } from '../support/app.ts'
import { basic, type JsonAnswer, postForm } from '../support/post-form.ts'
import { protocol } from '../support/protocol.ts'
import { type Replica, startReplica } from '../support/replica.ts'

let app: TestApp
let client: TestClient

beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.reset()
  await app.createUser()
  client = await app.createClient()
})
afterAll(() => app.close())

/** What a client goes through on one token: requests at once, answers that arrive, time and restarts in between. */
const round = fc.record({
  requests: fc.integer({ min: 1, max: 4 }),
  arrives: fc.boolean(),
  restart: fc.boolean(),
  retries: fc.integer({ min: 0, max: 2 }),
  pause: fc.integer({ min: 0, max: 3 }),
})

type Round = typeof round extends fc.Arbitrary<infer T> ? T : never

test('whatever gets lost on the way, the session is kept and there is one chain', async () => {
  const { tokens } = protocol(app, client)
  const live = async () =>
    (
      await app.database.sql.query(
        `SELECT 1 FROM artifacts WHERE model = 'RefreshToken' AND "consumedAt" IS NULL AND "clientId" = $1`,
        [client.clientId],
      )
    ).length

  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 6 }), async (rounds) => {
      await app.database.sql.query(`DELETE FROM artifacts WHERE "clientId" = $1`, [client.clientId])
      let current: string = (await tokens()).refresh_token
      for (const each of rounds) current = await goThrough(current, each)
      expect(await live()).toBe(1)
    }),
    { numRuns: 12, seed: 20_261_121 },
  )
})

/** The token the client holds afterwards: lost answers make it try again with the old one, in time. */
async function goThrough(current: string, { requests, arrives, restart, retries, pause }: Round): Promise<string> {
  const first = restart ? await startReplica(app) : undefined
  const second = await startReplica(app)
  try {
    const places = [app, ...(first ? [first] : []), second]
    const answers = await Promise.all(
      Array.from({ length: requests }, (_, index) => refresh(places[index % places.length] ?? app, current)),
    )
    const [successor] = successors(answers)
    for (let again = 0; again < (arrives ? retries : Math.max(1, retries)); again += 1) {
      app.advance(pause)
      const repeated = await refresh(again % 2 === 0 ? second : app, current)
      expect(successors([repeated])).toEqual([successor])
    }
    app.advance(60)
    return String(successor)
  } finally {
    await first?.close()
    await second.close()
  }
}

/** What the answers say, each of which must be good: one token. */
function successors(answers: readonly JsonAnswer[]): readonly unknown[] {
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  const distinct = [...new Set(answers.map(({ body }) => body.refresh_token))]
  expect(distinct).toHaveLength(1)
  return distinct
}

function refresh(at: TestApp | Replica, token: string): Promise<JsonAnswer> {
  const headers = 'headers' in at ? at.headers : {}
  return postForm(
    at,
    '/oauth/token',
    { grant_type: 'refresh_token', refresh_token: token },
    { ...basic(client), ...headers },
  )
}
