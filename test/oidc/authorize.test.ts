import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password, startApp, type TestApp } from '../support/app.ts'
import { locationOf, protocol } from '../support/protocol.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp({ SATELLITE_HOSTS: 'satellite.example' })
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const web = async (more = {}) => protocol(app, await app.createClient(more))
const publicClient = (more = {}) => web({ tokenEndpointAuthMethod: 'none', ...more })

test('an answer names code, state and issuer and nothing else (CL-01, B10)', async () => {
  await app.createUser()
  const { authorize } = await web()
  const browser = app.browser()
  const codes = new Set<string>()
  for (let round = 0; round < 5; round += 1) {
    const { url, response } = await authorize({ state: 'x &=%20+"<>é' }, { browser })
    expect(response.status).toBe(303)
    expect([...url.searchParams.keys()].sort()).toEqual(['code', 'iss', 'state'])
    expect(url.searchParams.get('state')).toBe('x &=%20+"<>é')
    expect(url.searchParams.get('iss')).toBe(app.origin)
    expect(url.searchParams.get('code')).toMatch(/^[\w-]{22,}$/)
    codes.add(url.searchParams.get('code') ?? '')
  }
  expect(codes.size).toBe(5)
})

test('a form sent with POST is the same request (CL-03, B19)', async () => {
  await app.createUser()
  const { authorize, request } = await web()
  const browser = app.browser()
  await authorize({}, { browser })
  const answer = await browser.request('/oauth/authorize', { method: 'POST', body: request() })
  expect(answer.status).toBe(303)
  expect(locationOf(answer).searchParams.get('code')).toBeTruthy()
})

test('a form of another site comes back with the cookies it could not bring', async () => {
  await app.createUser()
  const { authorize, request } = await web()
  const browser = app.browser()
  await authorize({}, { browser })
  const headers = { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' }
  const address = `${app.origin}/oauth/authorize`
  const first = await fetch(address, { method: 'POST', body: request(), headers, redirect: 'manual' })
  expect(first.status).toBe(303)
  expect(locationOf(first).pathname).toBe('/oauth/authorize')
  const second = await browser.request(locationOf(first).href)
  expect(locationOf(second).origin).toBe('https://rp.test')
})

test.each([
  ['application/json', '{"client_id":"x"}', 400],
  ['multipart/form-data; boundary=x', '--x--', 400],
  ['application/x-www-form-urlencoded', `scope=${'a'.repeat(60_000)}`, 413],
])('a POST of %s is refused (B19, R02)', async (type, body, status) => {
  const headers = { 'content-type': type }
  const answer = await fetch(`${app.origin}/oauth/authorize`, { method: 'POST', body, headers, redirect: 'manual' })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('location')).toBeNull()
})

test.each([['unknown'], ['x'.repeat(8000)], ['a\0b'], ['" onload=x']])(
  'an unknown application is 401 and gets no redirect: %.20s (CL-04, B01)',
  async (clientId) => {
    const { ask } = await web()
    const answer = await ask({ client_id: clientId })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('location')).toBeNull()
    const { errors } = (await answer.json()) as { errors: { code: string }[] }
    expect(errors[0]?.code).toBe('oauth_authorize_request_error')
  },
)

test('a request without an application is refused as a page to people and as JSON to programs (B01, B17)', async () => {
  const { ask } = await web()
  const json = await ask({ client_id: undefined })
  expect(json.status).toBe(400)
  expect(json.headers.get('content-type')).toContain('application/json')
  const html = await ask({ client_id: '"><svg onload=x>', state: '"><svg onload=x>' }, { accept: 'text/html' })
  expect(html.status).toBe(401)
  expect(html.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await html.text()).not.toContain('<svg onload')
})

test.each([
  'https://rp.test/cb/',
  'https://rp.test/CB',
  'https://rp.test/cb?x=1',
  'https://rp.test/cb#f',
  'http://rp.test/cb',
  'https://rp.test:444/cb',
  'https://rp.test.evil.test/cb',
  'https://evil.test/https://rp.test/cb',
  'https://rp.test@evil.test/cb',
  'https://rp.test/cb/../evil',
  'https://rp.test/cb/..%2f..%2fevil',
  '//rp.test/cb',
  'javascript:alert(1)//https://rp.test/cb',
  '',
])('the redirect URI must be the registered one to the letter: %s (CL-05, B02)', async (uri) => {
  const { ask } = await web()
  const answer = await ask({ redirect_uri: uri })
  expect(answer.status).toBe(400)
  expect(answer.headers.get('location')).toBeNull()
  const { errors } = (await answer.json()) as { errors: { code: string }[] }
  expect(errors[0]?.code).toBe('redirect_uri_mismatch')
})

test('an omitted redirect URI is the only registered one, at both endpoints (A.1.1)', async () => {
  await app.createUser()
  const { code, redeem } = await web()
  expect((await redeem(await code({ redirect_uri: undefined }), { redirect_uri: undefined })).status).toBe(200)
  const { ask } = await web({ redirectUris: ['https://rp.test/cb', 'https://rp.test/other'] })
  const answer = await ask({ redirect_uri: undefined })
  expect(answer.status).toBe(400)
  expect(answer.headers.get('location')).toBeNull()
})

test('a repeated redirect URI or application is never answered by a redirect (B04)', async () => {
  const { ask, request } = await web()
  for (const more of ['redirect_uri=https://evil.test/', 'client_id=other']) {
    for (const query of [`${request()}&${more}`, `${more}&${request()}`]) {
      const answer = await fetch(`${app.origin}/oauth/authorize?${query}`, { redirect: 'manual' })
      expect(answer.status).toBe(400)
      expect(answer.headers.get('location')).toBeNull()
    }
  }
  const twice = await fetch(`${app.origin}/oauth/authorize?${request()}&scope=email`, { redirect: 'manual' })
  expect(locationOf(twice).searchParams.get('error')).toBe('invalid_request')
  expect((await ask()).status).toBe(303)
})

test.each(['token', 'id_token', 'id_token token', 'code token', 'code code', 'code id_token', 'none'])(
  'of response types there is only code, not %s (CL-06, B06)',
  async (type) => {
    const { ask } = await web()
    for (const mode of [undefined, 'fragment', 'query']) {
      const url = locationOf(await ask({ response_type: type, response_mode: mode, nonce: 'n' }))
      expect(url.href).toContain('https://rp.test/cb?')
      expect(url.searchParams.get('error')).toBe('unsupported_response_type')
      expect(url.searchParams.get('state')).toBe('a-state-of-some-length')
      expect(url.searchParams.get('iss')).toBe(app.origin)
    }
  },
)

test('without a response type the request is invalid (B07)', async () => {
  const { ask } = await web()
  const url = locationOf(await ask({ response_type: undefined }))
  expect(url.searchParams.get('error')).toBe('invalid_request')
})

test.each(['fragment', 'jwt', 'query.jwt', 'fragment.jwt', 'form_post.jwt', 'web_message', 'x'])(
  'of response modes there are only query and form_post, not %s (B18)',
  async (mode) => {
    const { ask } = await web()
    const url = locationOf(await ask({ response_mode: mode }))
    expect(url.searchParams.get('error')).toBe('unsupported_response_mode')
    expect(url.hash).toBe('')
  },
)

test('form_post answers with an escaped form that needs no script (CL-02, CL-34, B18)', async () => {
  await app.createUser()
  const { authorize } = await web()
  const page = await authorize({ response_mode: 'form_post', state: '"><script>x</script>' })
  expect(page.status).toBe(200)
  expect(page.response.headers.get('cache-control')).toContain('no-store')
  expect(page.html).not.toContain('<script>x')
  const form = page.root.querySelector('form')
  expect(form?.getAttribute('action')).toBe('https://rp.test/cb')
  expect(form?.getAttribute('method')?.toLowerCase()).toBe('post')
  expect(page.root.querySelector('input[name=state]')?.getAttribute('value')).toBe('"><script>x</script>')
  expect(page.root.querySelector('input[name=code]')?.getAttribute('value')).toMatch(/^[\w-]{22,}$/)
  expect(page.root.querySelector('input[name=iss]')?.getAttribute('value')).toBe(app.origin)
  expect(page.root.querySelector('form button')).toBeTruthy()
})

test('a refusal goes back by form_post as well (CL-11)', async () => {
  await app.createUser()
  const { request } = await web()
  const browser = app.browser()
  const page = await browser.open(`/oauth/authorize?${request({ response_mode: 'form_post' })}`)
  const consent = await page.submit({ identifier: 'alice@example.com', password })
  const denied = await consent.submit({}, { button: 'Deny' })
  expect(denied.root.querySelector('input[name=error]')?.getAttribute('value')).toBe('access_denied')
  expect(denied.root.querySelector('input[name=state]')?.getAttribute('value')).toBe('a-state-of-some-length')
})

test('state has at least eight characters, unless PKCE stands in for it (CL-07)', async () => {
  const { ask } = await web()
  const plain = { code_challenge: undefined, code_challenge_method: undefined }
  const error = async (params: Record<string, string | undefined>) =>
    locationOf(await ask(params)).searchParams.get('error')
  expect(await error({ ...plain, state: '1234567' })).toBe('invalid_request')
  expect(await error({ ...plain, state: undefined })).toBe('invalid_request')
  expect(await error({ ...plain, state: '12345678' })).toBeNull()
  expect(await error({ state: undefined })).toBeNull()
})

test('PKCE is S256, and required of public applications and where an administrator says so (CL-08, B08)', async () => {
  const plain = { code_challenge: undefined, code_challenge_method: undefined }
  const wrong = [
    { code_challenge_method: 'plain' },
    { code_challenge: 'a'.repeat(42) },
    { code_challenge: `${'a'.repeat(42)}!` },
    { code_challenge: undefined },
    { code_challenge_method: undefined },
  ]
  for (const { ask } of [await web(), await publicClient()]) {
    for (const params of wrong) {
      expect(locationOf(await ask(params)).searchParams.get('error')).toBe('invalid_request')
    }
  }
  for (const { ask } of [await publicClient(), await web({ pkceRequired: true })]) {
    expect(locationOf(await ask(plain)).searchParams.get('error')).toBe('invalid_request')
  }
})

test('without a scope the request is for profile and email (CL-12)', async () => {
  await app.createUser()
  const { tokens } = await web()
  const { scope, id_token } = await tokens({ scope: undefined })
  expect(scope.split(' ').sort()).toEqual(['email', 'profile'])
  expect(id_token).toBeUndefined()
})

test.each(['groups', 'openid unheard:of', 'profile "x"', 'a\0b', 'unheard:of'])(
  'a scope the application was not given is refused: %s (CL-13, B09, B16)',
  async (scope) => {
    const { ask } = await web()
    const answer = await ask({ scope, state: `&=%20+"<>é${'x'.repeat(500)}` })
    expect(answer.status).toBe(303)
    expect(locationOf(answer).searchParams.get('error')).toBe('invalid_scope')
    expect(locationOf(answer).searchParams.get('state')).toBe(`&=%20+"<>é${'x'.repeat(500)}`)
  },
)

test('a request of ten thousand scopes is refused in no time (B16)', async () => {
  const { request } = await web()
  const scope = Array.from({ length: 10_000 }, (_, index) => index.toString(36)).join(' ')
  const init = { method: 'POST', body: request({ scope }), redirect: 'manual' } as const
  const answer = await fetch(`${app.origin}/oauth/authorize`, init)
  expect(locationOf(answer).searchParams.get('error')).toBe('invalid_scope')
})

test('a plain OAuth application may send what belongs to OpenID Connect; it is ignored', async () => {
  await app.createUser()
  const { tokens } = await web()
  const extra = {
    nonce: 'n',
    max_age: '1',
    acr_values: 'urn:latchkey:mfa',
    id_token_hint: 'x.y.z',
    claims_locales: 'de',
  }
  const { scope, id_token } = await tokens({ scope: 'email', ...extra })
  expect(scope).toBe('email')
  expect(id_token).toBeUndefined()
})

test('unknown parameters are ignored, requests by reference or by value are refused (B14, B15, B19)', async () => {
  const { ask } = await web()
  expect(locationOf(await ask({ unknown: 'x', claims: '{"userinfo":{}}' })).pathname).toMatch(/^\/interaction\//)
  const error = async (params: Record<string, string>) => locationOf(await ask(params)).searchParams.get('error')
  for (const uri of ['http://127.0.0.1:9/x', 'http://169.254.169.254/', 'file:///etc/passwd', 'urn:x']) {
    expect(await error({ request_uri: uri })).toBe('request_uri_not_supported')
  }
  const elsewhere = await ask({ request_uri: 'urn:x', redirect_uri: 'https://evil.test/cb' })
  expect([elsewhere.status, elsewhere.headers.get('location')]).toEqual([400, null])
  const inner = Buffer.from('{"redirect_uri":"https://evil.test"}').toString('base64url')
  expect(await error({ request: `eyJhbGciOiJub25lIn0.${inner}.` })).toBe('request_not_supported')
  expect(await error({ claims: '{' })).toBe('invalid_request')
  expect(await error({ registration: '{}' })).toBe('registration_not_supported')
})

test('another site may not read an answer of the authorization endpoint (A07)', async () => {
  const { ask } = await web()
  const { headers } = await ask({}, { origin: 'https://evil.test' })
  expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
})

test.each(['/oauth/authorize', '/oauth/token', '/oauth/userinfo'])(
  'a satellite host may not be asked for %s (CL-22)',
  async (path) => {
    const answer = await new Promise<{ status?: number | undefined; body: string }>((resolve, reject) => {
      const method = path === '/oauth/token' ? 'POST' : 'GET'
      const sent = httpRequest(
        `${app.origin}${path}`,
        { method, headers: { host: 'satellite.example' } },
        (response) => {
          let body = ''
          response.on('data', (chunk) => {
            body += chunk
          })
          response.on('end', () => resolve({ status: response.statusCode, body }))
        },
      )
      sent.on('error', reject).end()
    })
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.body).errors[0].code).toBe('operation_not_allowed_on_satellite_domain')
  },
)
