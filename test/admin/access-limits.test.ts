import { afterAll, beforeAll, expect, test } from 'vitest'
import { api, refusal } from '../support/api.ts'
import { startApp, type TestApp } from '../support/app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'on' })
})
afterAll(() => app.close())

test('who tries keys is slowed down, while the right key still works', async () => {
  const { call } = api(app)
  const answers = []
  for (let index = 0; index < 12; index += 1) answers.push(await call('get', '/v1/users', { key: `sk_wrong_${index}` }))
  expect(answers.slice(0, 10).map(({ status }) => status)).toEqual(Array(10).fill(401))
  const last = answers[11]
  expect(last && refusal(last)).toEqual([429, 'too_many_requests'])
  expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0)

  expect((await call('get', '/v1/users')).status).toBe(200)
  app.advance(61)
  expect((await call('get', '/v1/users', { key: 'sk_wrong' })).status).toBe(401)
})
