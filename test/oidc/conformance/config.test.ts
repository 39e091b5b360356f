import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../../support/app.ts'

// The module of the OpenID Foundation's Config OP plan, as a test of its name.

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

test('oidcc-discovery-endpoint-verification', async () => {
  const response = await fetch(`${app.origin}/.well-known/openid-configuration`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toContain('application/json')
  const metadata = (await response.json()) as Record<string, unknown>
  expect(metadata['issuer']).toBe(app.origin)
  for (const [name, value] of Object.entries(metadata)) {
    if (name.endsWith('_endpoint') || name === 'jwks_uri') expect(new URL(String(value)).origin).toBe(app.origin)
  }
  for (const name of ['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri']) {
    expect(metadata).toHaveProperty(name)
  }
  expect(metadata['response_types_supported']).toEqual(['code'])
  expect(metadata['subject_types_supported']).toEqual(expect.arrayContaining(['public']))
  expect(metadata['id_token_signing_alg_values_supported']).toEqual(expect.arrayContaining(['RS256']))
  expect(metadata['scopes_supported']).toEqual(expect.arrayContaining(['openid']))
  expect(metadata['grant_types_supported']).toEqual(expect.arrayContaining(['authorization_code']))
  expect(metadata['claims_parameter_supported']).toBe(false)
  expect(metadata['request_parameter_supported']).toBe(false)
  expect(metadata['request_uri_parameter_supported']).toBe(false)
  expect(metadata['claims_supported']).toEqual(expect.arrayContaining(['sub', 'name', 'email']))
})

test('the keys behind jwks_uri are public, of their own kind and name (ValidateServerJWKs)', async () => {
  const { keys } = (await (await fetch(`${app.origin}/.well-known/jwks.json`)).json()) as {
    keys: Record<string, string>[]
  }
  expect(new Set(keys.map((key) => key['kid'])).size).toBe(keys.length)
  for (const key of keys) {
    expect(key).toMatchObject({ use: 'sig', kid: expect.any(String), alg: expect.stringMatching(/^(RS|PS|ES|Ed)/) })
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(key).not.toHaveProperty(secret)
    if (key['kty'] === 'RSA') expect(Buffer.from(key['n'] ?? '', 'base64url').length).toBeGreaterThanOrEqual(256)
  }
})
