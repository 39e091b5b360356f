import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp({ SATELLITE_HOSTS: 'satellite.example' })
})
afterAll(() => app.close())

interface Answer {
  readonly status: number
  readonly body: string
}

/** `fetch` does not let a test choose its Host header. */
function ask(path: string, headers: Record<string, string> | string[], method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, app.origin), { method, headers }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

test('a request to a foreign host is misdirected and its host is not repeated', async () => {
  const { status, body } = await ask('/.well-known/openid-configuration', { host: 'evil.test' })
  expect(status).toBe(421)
  expect(body).not.toContain('evil.test')
})

test('a request that names two hosts is refused, whichever is ours', async () => {
  const own = new URL(app.origin).host
  for (const pair of [
    [own, 'evil.test'],
    ['evil.test', own],
    [own, own],
  ]) {
    const { status } = await ask(
      '/.well-known/openid-configuration',
      pair.flatMap((host) => ['Host', host]),
    )
    expect(status).toBe(400)
  }
})

test.each([
  ['x-forwarded-host', 'evil.test'],
  ['x-forwarded-proto', 'gopher'],
  ['x-forwarded-port', '6666'],
  ['forwarded', 'host=evil.test;proto=gopher'],
  ['x-original-host', 'evil.test'],
  ['x-host', 'evil.test'],
])('metadata does not follow %s', async (name, value) => {
  const plain = await ask('/.well-known/openid-configuration', {})
  const forged = await ask('/.well-known/openid-configuration', { [name]: value })
  expect(forged).toEqual(plain)
})

test.each(['/oauth/authorize', '/oauth/token', '/oauth/userinfo'])('a satellite refuses %s', async (path) => {
  for (const method of ['GET', 'POST']) {
    const { status, body } = await ask(path, { host: 'satellite.example', accept: 'application/json' }, method)
    expect(status).toBe(403)
    expect(JSON.parse(body).errors[0].code).toBe('operation_not_allowed_on_satellite_domain')
  }
})

test('a satellite refuses authorization with a page when a browser asks', async () => {
  const { status, body } = await ask('/oauth/authorize', { host: 'satellite.example', accept: 'text/html' })
  expect(status).toBe(403)
  expect(body).toContain('<!doctype html>')
})

test('a satellite does not serve anything else either', async () => {
  expect((await ask('/', { host: 'satellite.example' })).status).toBe(421)
})

test('probes may use any host', async () => {
  expect((await ask('/health/live', { host: '10.1.2.3' })).status).toBe(200)
  expect((await ask('/health/ready', { host: '10.1.2.3' })).status).toBe(200)
})

test.each([
  '/no-such-page',
  '/.git/HEAD',
  '/.env',
  '/metrics',
  '/debug',
  '/assets/../../package.json',
  '/assets/%2e%2e/%2e%2e/package.json',
  '/%E0%A4%A',
])('%s is not there, and the answer says nothing about the server', async (path) => {
  const { status, body } = await ask(path, {})
  expect(status).toBe(404)
  expect(body).not.toMatch(/at Object\.|node_modules|prisma|Koa|oidc-provider/i)
})
