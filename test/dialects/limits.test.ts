import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloudbaseApp } from '../support/cloudbase.ts'
import { call, type Dialects, startDialects } from '../support/dialects.ts'
import { preludeApp } from '../support/prelude.ts'

let dialects: Dialects

beforeAll(async () => {
  dialects = await startDialects({ RATE_LIMITS: 'on' })
})
afterAll(() => dialects.close())

test('an address that begins too many sign-ins is told to wait, in the words of each API', async () => {
  const { store, clock } = dialects.app.services
  const hour = new Date(clock.now().getTime() + 60_000)
  await store.counters.add('dialect.start:127.0.0.1', clock.now(), hour, 600)
  const nhost = await call(dialects.app.browser(), 'GET /signin/provider/github')
  const prelude = (await preludeApp(dialects).begin()).answer
  const cloudbase = await cloudbaseApp(dialects).uri({ provider_id: 'github' })
  expect([nhost, prelude, cloudbase].map(({ status }) => status)).toEqual([429, 429, 429])
  expect([nhost, prelude, cloudbase].map(({ headers }) => Number(headers.get('retry-after')) > 0)).toEqual([
    true,
    true,
    true,
  ])
  expect(nhost.json.error).toBe('invalid-request')
  expect(prelude.json.code).toBe('rate_limited')
  expect(cloudbase.json).toMatchObject({ error: 'resource_exhausted', error_code: 8 })
})

test('an address is sent a handful of codes an hour, and no more', async () => {
  await dialects.app.createUser('alice@example.com')
  const ask = () =>
    preludeApp(dialects).post('/otp', { identifier: { type: 'email_address', value: 'alice@example.com' } })
  const answers = []
  for (let round = 0; round < 6; round += 1) answers.push((await ask()).status)
  expect(answers).toEqual([204, 204, 204, 204, 204, 429])
})
