import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startApp, type TestApp, type TestClient } from '../support/app.ts'
import { basic, postForm } from '../support/post-form.ts'

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

let app: TestApp
let client: TestClient

beforeAll(async () => {
  app = await startApp({ DYNAMIC_REGISTRATION: 'on', CLIENT_ID_METADATA_DOCUMENTS: 'on' })
})
beforeEach(async () => {
  await app.reset()
  client = await app.createClient({ grantTypes: ['authorization_code', 'refresh_token', deviceGrant] })
})
afterAll(() => app.close())

const forms = [
  '/oauth/token',
  '/oauth/token_info',
  '/oauth/token/revoke',
  '/oauth/par',
  '/oauth/device_authorization',
  '/oauth/device',
  '/oauth/logout',
  '/oauth/logout/confirm',
  '/oauth/authorize',
  '/oauth/userinfo',
]
const pages = [
  '/oauth/authorize',
  '/oauth/logout',
  '/oauth/device',
  '/oauth/logout/success',
  '/oauth/device/x',
  '/oauth/authorize/x',
]

/** Sends a request and holds its answer to what every answer must be: a refusal, small, quick and without insides. */
async function expectRefusal(path: string, init: RequestInit = {}): Promise<void> {
  const before = performance.now()
  const response = await fetch(app.origin + path, { redirect: 'manual', ...init })
  const text = await response.text()
  const what = `${init.method ?? 'GET'} ${path.slice(0, 100)}: ${response.status} ${text.slice(0, 200)}`
  expect(response.status, what).toBeGreaterThanOrEqual(200)
  expect(response.status, what).toBeLessThan(500)
  expect(text, what).not.toMatch(/at \w+ \(|node_modules|prisma|P20\d\d|oidc-provider/i)
  expect(performance.now() - before, what).toBeLessThan(1000)
}

const post = (body: BodyInit, type: string) => ({
  method: 'POST',
  body,
  headers: { 'content-type': type, ...basic(client) },
})
const form = 'application/x-www-form-urlencoded'

test.each(forms)('%s survives bodies that nobody should send', async (path) => {
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
  const bodies: [BodyInit, string][] = [
    ['a=%', form],
    ['a=%E0%A4%A', form],
    ['grant_type=%00&client_id=%00&token=%00&user_code=%00&xsrf=%00&device_code=%00&code=%00', form],
    ['token=%ED%A0%80&code=%ED%A0%80&user_code=%ED%A0%80&client_id=%ED%A0%80', form],
    [Buffer.from([0xff, 0xfe, 0x00, 0x80]), form],
    [Array.from({ length: 1000 }, (_, index) => `p${index}=x`).join('&'), form],
    ['__proto__[x]=1&constructor[prototype][x]=1&__proto__=1&token=x', form],
    [`token=${'x'.repeat(50_000)}&code=x&grant_type=authorization_code&user_code=${'B'.repeat(50)}`, form],
    ['token=a&token=b&grant_type=a&grant_type=b', form],
    ['{"token":"x"}', 'application/json'],
    [deep, 'application/json'],
    ['--x\r\n\r\n--x--', 'multipart/form-data; boundary=x'],
    ['x', 'text/plain; charset=nonsense'],
    ['token=x', `${form}; charset=nonsense`],
    ['', form],
  ]
  for (const [body, type] of bodies) await expectRefusal(path, post(body, type))
})

test.each([...forms, '/oauth/register'])('%s does not swallow a megabyte', async (path) => {
  const big = 'x'.repeat(1_000_000)
  await expectRefusal(path, post(`token=${big}`, form))
  await expectRefusal(path, post(JSON.stringify({ big }), 'application/json'))
})

test.each(pages)('%s survives addresses that nobody should open', async (path) => {
  for (const query of [
    'client_id=%00',
    'client_id=%',
    'client_id=%ED%A0%80&state=%ED%A0%80',
    `client_id=${'x'.repeat(8000)}`,
    'client_id=x&client_id=y&user_code=a&user_code=b&id_token_hint=a&id_token_hint=b',
    'user_code=%00%00',
    'user_code=%F0%9F%98%80',
    'id_token_hint=a.b.c',
    'id_token_hint=%00',
    'post_logout_redirect_uri=%00&client_id=x',
    'ui_locales=%00%20%22%3E%3Csvg%20onload%3Dx%3E',
    '__proto__=x&constructor=y&toString=z',
    Array.from({ length: 1000 }, (_, index) => `p${index}=x`).join('&'),
    'client_id=https%3A%2F%2F%5B%5D%2Fx&response_type=code',
    'client_id=https%3A%2F%2F&response_type=code',
  ]) {
    await expectRefusal(`${path}?${query}`, { headers: { accept: 'text/html' } })
    await expectRefusal(`${path}?${query}`, { headers: { accept: 'application/json' } })
  }
})

test('a known application with bad parameters is refused, never failed', async () => {
  const known = {
    client_id: client.clientId,
    redirect_uri: client.redirectUri,
    response_type: 'code',
    state: 'long-enough',
  }
  for (const bad of [
    { scope: '\0' },
    { scope: `openid ${'x '.repeat(5000)}` },
    { scope: 'openid "quoted"' },
    { claims: '{' },
    { resource: 'not a uri' },
    { resource: 'https://x.test/#f' },
    { resource: 'https://x.test/\0' },
    { resource: 'urn:x:\ud800' },
    { request_uri: 'urn:ietf:params:oauth:request_uri:\0' },
    { scope: 'openid \ud800' },
    { max_age: 'x' },
    { max_age: '-1' },
    { prompt: 'nonsense' },
    { prompt: 'none login' },
    { code_challenge: 'short', code_challenge_method: 'S256' },
    { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' },
    { response_mode: 'nonsense' },
    { response_mode: 'fragment' },
    { dpop_jkt: '\0' },
    { id_token_hint: 'eyJhbGciOiJub25lIn0.e30.' },
    { acr_values: '\0' },
    { login_hint: '\0'.repeat(100) },
    { ui_locales: 'x '.repeat(1000) },
    { registration: '{}' },
  ]) {
    await expectRefusal(`/oauth/authorize?${new URLSearchParams({ ...known, ...bad } as Record<string, string>)}`)
  }
})

test.each([
  'Bearer',
  'Bearer %',
  'Bearer a b',
  'Basic ===',
  'Basic',
  `Basic ${'x'.repeat(10_000)}`,
  'DPoP x',
  'Digest x',
  'Basic OjE=',
])('the header %j proves nothing', async (authorization) => {
  for (const path of ['/oauth/token', '/oauth/token_info', '/oauth/token/revoke', '/oauth/par', '/oauth/userinfo']) {
    const { status } = await postForm(
      app,
      path,
      { token: 'x', grant_type: 'refresh_token', refresh_token: 'x' },
      { authorization },
    )
    expect([400, 401]).toContain(status)
  }
  const read = await fetch(`${app.origin}/oauth/register/${client.clientId}`, { headers: { authorization } })
  expect(read.status).toBe(401)
})

test('words of JSON that mean something to JavaScript mean nothing to us', async () => {
  const body =
    '{"redirect_uris":["https://rp.test/cb"],"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1}'
  const answer = await fetch(`${app.origin}/oauth/register`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ error: 'invalid_client_metadata' })
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test.each([
  ['POST', '/oauth/token'],
  ['POST', '/oauth/token_info'],
  ['POST', '/oauth/token/revoke'],
  ['POST', '/oauth/par'],
  ['POST', '/oauth/device_authorization'],
  ['POST', '/oauth/register'],
  ['GET', '/oauth/userinfo'],
  ['GET', '/oauth/authorize'],
  ['GET', '/oauth/logout'],
  ['GET', '/oauth/device'],
])('%s %s is kept by nobody', async (method, path) => {
  const { headers } = await fetch(app.origin + path, { method, redirect: 'manual' })
  expect(headers.get('cache-control')).toContain('no-store')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('every page of the protocol carries the headers of our pages and no code of its own', async () => {
  await app.createUser()
  const browser = app.browser()
  const addresses = [
    '/oauth/authorize',
    '/oauth/authorize?client_id=nobody',
    '/oauth/authorize/unknown',
    '/oauth/device',
    '/oauth/device?user_code=WRONG',
    '/oauth/device/unknown',
    '/oauth/logout',
    '/oauth/logout?id_token_hint=x',
    '/oauth/logout/success',
    `/oauth/authorize?${new URLSearchParams({ client_id: client.clientId, response_type: 'code', redirect_uri: client.redirectUri, state: 'long-enough', scope: 'nonsense', response_mode: 'form_post' })}`,
  ]
  for (const address of addresses) {
    const { response, html, root } = await browser.open(address)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy, address).toContain("default-src 'none'")
    expect(policy, address).toContain("frame-ancestors 'none'")
    expect(policy, address).not.toMatch(/unsafe|sha256/)
    expect(response.headers.get('x-frame-options'), address).toBe('DENY')
    expect(response.headers.get('referrer-policy'), address).toBeTruthy()
    expect(response.headers.get('cross-origin-opener-policy'), address).toBe('same-origin')
    expect(response.headers.has('x-powered-by'), address).toBe(false)
    expect(html, address).toMatch(/^<!doctype html>/)
    expect(root.querySelectorAll('script:not([src]),style,[style],[onload],[onclick]'), address).toHaveLength(0)
    const foreign = root
      .querySelectorAll('script[src],link[href],img[src]')
      .map((element) => element.getAttribute('src') ?? element.getAttribute('href'))
    expect(
      foreign.filter((url) => !url?.startsWith('/') && !url?.startsWith('data:')),
      address,
    ).toEqual([])
  }
})

test.each([
  'GET /oauth/authorize?client_id=\u0000 HTTP/1.1\r\nHost: HOST\r\n\r\n',
  'GET /%zz HTTP/1.1\r\nHost: HOST\r\n\r\n',
  'POST /oauth/token HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'POST /oauth/token HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na',
  'GET /oauth/device HTTP/1.1\r\nHost: HOST\r\nX: a\r\n b\r\n\r\n',
  'GET /.well-known/openid-configuration HTTP/1.1\r\n\r\n',
])('what is hardly HTTP is refused: %j', async (lines) => {
  const { hostname, port, host } = new URL(app.origin)
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(lines.replace('HOST', host)))
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
      socket.end()
    })
    socket.on('close', () => resolve(text))
  })
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/)
})
