import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hours } from '../../src/kit/clock.ts'
import { api, refusal } from '../support/api.ts'
import { adminApiKey, startApp, type TestApp } from '../support/app.ts'
import { testDoor } from '../support/federation.ts'
import { startUpstream, type Upstream } from '../support/upstream.ts'

let upstream: Upstream
let app: TestApp

beforeAll(async () => {
  upstream = await startUpstream()
  app = await startApp(upstream.variables())
})
beforeEach(() => app.reset())
afterAll(async () => {
  await app.close()
  await upstream.close()
})

async function signUp() {
  upstream.as('gitlab').nextUser()
  const outcome = await testDoor(app.services, upstream).signIn('gitlab')
  if (outcome.kind !== 'signed-in') throw new Error(outcome.kind)
  const path = `/v1/users/${outcome.user.id}/oauth_access_tokens/oauth_gitlab`
  return { id: outcome.user.id, path }
}

test('the tokens of a login elsewhere are handed out, and renewed when they are stale', async () => {
  const { path } = await signUp()
  const [held] = await api(app).done('get', path)
  expect(held).toEqual({
    object: 'oauth_access_token',
    external_account_id: expect.stringMatching(/^eac_\w{27}$/),
    provider_user_id: expect.any(String),
    token: expect.stringMatching(/^at-/),
    expires_at: expect.any(Number),
    provider: 'oauth_gitlab',
    public_metadata: {},
    label: null,
    scopes: ['read_user'],
    id_token: null,
  })
  app.advance(hours(1))
  const [renewed] = await api(app).done('get', path)
  expect(renewed.token).not.toBe(held.token)
  expect(renewed.expires_at).toBeGreaterThan(app.services.clock.now().getTime())
})

test("Clerk's SDK finds them", async () => {
  const { id } = await signUp()
  const clerk = createClerkClient({ secretKey: adminApiKey, apiUrl: app.origin, telemetry: { disabled: true } })
  const { data, totalCount } = await clerk.users.getUserOauthAccessToken(id, 'gitlab')
  expect([totalCount, data[0]?.provider, data[0]?.scopes]).toEqual([1, 'oauth_gitlab', ['read_user']])
})

test('stale tokens without a refresh token say so', async () => {
  upstream.as('gitlab').changeTokens({ refresh_token: null })
  const { path } = await signUp()
  upstream.as('gitlab').changeTokens()
  app.advance(hours(1))
  expect(refusal(await api(app).call('get', path))).toEqual([422, 'oauth_missing_refresh_token'])
})

test('a person who is not there has none', async () => {
  expect(refusal(await api(app).call('get', '/v1/users/user_none/oauth_access_tokens/gitlab'))).toEqual([
    404,
    'resource_not_found',
  ])
})
