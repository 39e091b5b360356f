import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { basic, postForm } from '../support/post-form.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'on', DYNAMIC_REGISTRATION: 'on' })
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const register = () =>
  fetch(`${app.origin}/oauth/register`, {
    method: 'POST',
    body: JSON.stringify({ redirect_uris: ['https://rp.test/cb'] }),
    headers: { 'content-type': 'application/json' },
  })

test('one network registers ten applications an hour', async () => {
  for (let count = 0; count < 10; count += 1) expect((await register()).status).toBe(201)
  const refused = await register()
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  app.advance(3601)
  expect((await register()).status).toBe(201)
})

test('one network starts sixty devices a minute', async () => {
  const client = await app.createClient({ grantTypes: ['urn:ietf:params:oauth:grant-type:device_code'] })
  const start = () => postForm(app, '/oauth/device_authorization', { scope: 'openid' }, basic(client))
  const answers = await Promise.all(Array.from({ length: 61 }, start))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(60)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(1)
})
