import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { api } from '../support/api.ts'
import { startApp, type TestApp } from '../support/app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

test('the OpenAPI document describes every path with its schemas', async () => {
  const document = await api(app).done('get', '/v1/openapi.json')
  expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: app.origin }] })
  const create = document.paths['/v1/oauth_applications'].post
  const schema = create.requestBody.content['application/json'].schema
  expect(schema).toMatchObject({ required: ['name'], additionalProperties: false })
  expect(schema.properties).toHaveProperty('redirect_uris')
  const parameters = document.paths['/v1/users/{id}/external_accounts/{account}'].delete.parameters
  expect(parameters.map((one: { name: string }) => one.name)).toEqual(['id', 'account'])
  const ids = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>).flatMap(
    (methods) => Object.values(methods).map(({ operationId }) => operationId),
  )
  expect(new Set(ids).size).toBe(ids.length)
})

test('no answer to a look holds a secret of ours', async () => {
  const { done } = api(app)
  await app.createUser()
  const shop = await done('post', '/v1/oauth_applications', { name: 'Shop', redirect_uris: ['https://rp.test/cb'] })
  const key = await done('post', '/v1/api_keys', { name: 'Other' })
  const { paths } = await done('get', '/v1/openapi.json')
  for (const [path, methods] of Object.entries(paths as Record<string, object>)) {
    if (!('get' in methods) || path === '/v1/openapi.json') continue
    const { text } = await api(app).call('get', path.replace('{id}', shop.id))
    for (const word of [
      'passwordHash',
      'secretDigest',
      'keyDigest',
      'Sealed',
      '"client_secret"',
      '"d":',
      '$argon2',
      shop.client_secret,
      key.secret,
    ]) {
      expect([path, text.includes(word)]).toEqual([path, false])
    }
  }
})
