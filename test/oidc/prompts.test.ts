import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password, startApp, type TestApp } from '../support/app.ts'
import { claimsOf, locationOf, passPages, protocol } from '../support/protocol.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const web = async (more = {}) => protocol(app, await app.createClient(more))
const credentials = (identifier = 'alice@example.com') => ({ identifier, password })

test('prompt=none answers without a page, or says what is missing (CL-09, B11)', async () => {
  await app.createUser()
  const { request, ask, authorize, tokens } = await web()
  expect(locationOf(await ask({ prompt: 'none' })).searchParams.get('error')).toBe('login_required')

  const browser = app.browser()
  const silent = async (params = {}) =>
    locationOf(await browser.request(`/oauth/authorize?${request({ prompt: 'none', ...params })}`)).searchParams
  await authorize({ scope: 'openid' }, { browser })
  expect((await silent({ scope: 'openid email' })).get('error')).toBe('consent_required')
  expect((await silent({ scope: 'openid' })).get('code')).toBeTruthy()
  expect((await silent({ prompt: 'none login' })).get('error')).toBe('invalid_request')

  await app.createUser('bob@example.com')
  const { id_token } = await tokens({}, { email: 'bob@example.com' })
  expect((await silent({ scope: 'openid', id_token_hint: id_token })).get('error')).toBe('login_required')
  const elsewhere = await ask({ prompt: 'none', redirect_uri: 'https://evil.test' })
  expect(elsewhere.headers.get('location')).toBeNull()
})

test('an ID token of the person who is signed in is no reason to ask', async () => {
  await app.createUser()
  const { request, tokens } = await web()
  const browser = app.browser()
  const { id_token } = await tokens({}, { browser })
  const answer = await browser.request(`/oauth/authorize?${request({ prompt: 'none', id_token_hint: id_token })}`)
  expect(locationOf(answer).searchParams.get('code')).toBeTruthy()
  const forged = `${id_token.slice(0, -10)}AAAAAAAAAA`
  const refused = await browser.request(`/oauth/authorize?${request({ id_token_hint: forged })}`)
  expect(locationOf(refused).searchParams.get('error')).toBe('invalid_request')
})

test('who asks for one person gets no tokens of another (OpenID Connect Core 3.1.2.2)', async () => {
  await app.createUser()
  await app.createUser('bob@example.com')
  for (const subjectType of ['public', 'pairwise'] as const) {
    const { request, tokens, authorize } = await web({ subjectType })
    const { id_token } = await tokens({}, { email: 'bob@example.com' })
    const browser = app.browser()
    await authorize({}, { browser })

    const asked = await browser.open(`/oauth/authorize?${request({ id_token_hint: id_token })}`)
    expect(asked.root.querySelector('input[name=identifier]')?.getAttribute('value')).toBe('bob@example.com')
    const { searchParams } = (await asked.submit(credentials())).url
    expect([searchParams.get('error'), searchParams.get('code')]).toEqual(['login_required', null])

    const choice = `/oauth/authorize?${request({ id_token_hint: id_token, prompt: 'select_account' })}`
    const kept = await (await browser.open(choice)).submit()
    expect(kept.url.pathname).toMatch(/^\/interaction\//)
    const again = await browser.open(`/oauth/authorize?${request({ id_token_hint: id_token })}`)
    expect((await again.submit(credentials('bob@example.com'))).url.searchParams.get('code')).toBeTruthy()
  }
})

test('prompt=login asks again and moves the time of authentication (CL-10, B12)', async () => {
  await app.createUser()
  const { authorize, request, redeem, tokens } = await web()
  const browser = app.browser()
  const first = claimsOf((await tokens({}, { browser })).id_token)
  app.advance(60)

  const again = await browser.open(`/oauth/authorize?${request({ prompt: 'login' })}`)
  expect(again.html).toContain('name="password"')
  const code = (await again.submit(credentials())).url.searchParams.get('code') ?? ''
  const second = claimsOf((await redeem(code)).body.id_token)
  expect(second['auth_time']).toBeGreaterThanOrEqual(Number(first['auth_time']) + 60)
  expect(second['sub']).toBe(first['sub'])
  expect((await authorize({}, { browser })).url.searchParams.get('code')).toBeTruthy()
})

test('a sign-in that is asked for again and given up leaves the session as it was (B12)', async () => {
  await app.createUser()
  const { authorize, request } = await web()
  const browser = app.browser()
  await authorize({}, { browser })
  const again = await browser.open(`/oauth/authorize?${request({ prompt: 'login' })}`)
  const wrong = await again.submit({ identifier: 'alice@example.com', password: 'not the right one' })
  expect(wrong.html).toContain('name="password"')
  const { searchParams } = locationOf(await browser.request(`/oauth/authorize?${request({ prompt: 'none' })}`))
  expect(searchParams.get('code')).toBeTruthy()
})

test('max_age asks again once the sign-in is older (B12)', async () => {
  await app.createUser()
  const { authorize, request } = await web()
  const browser = app.browser()
  await authorize({}, { browser })
  app.advance(3)
  const young = await browser.open(`/oauth/authorize?${request({ max_age: '100' })}`)
  expect(young.url.searchParams.get('code')).toBeTruthy()
  for (const maxAge of ['1', '0']) {
    const old = await browser.open(`/oauth/authorize?${request({ max_age: maxAge })}`)
    expect(old.html).toContain('name="password"')
    expect((await old.submit(credentials())).url.searchParams.get('code')).toBeTruthy()
    app.advance(3)
  }
  const none = await browser.request(`/oauth/authorize?${request({ max_age: '1', prompt: 'none' })}`)
  expect(locationOf(none).searchParams.get('error')).toBe('login_required')
  const wrong = await browser.request(`/oauth/authorize?${request({ max_age: 'x' })}`)
  expect(locationOf(wrong).searchParams.get('error')).toBe('invalid_request')
})

test('prompt=consent asks for all of it again', async () => {
  await app.createUser()
  const { authorize, request } = await web()
  const browser = app.browser()
  await authorize({}, { browser })
  const consent = await browser.open(
    `/oauth/authorize?${request({ prompt: 'consent', scope: 'openid email profile' })}`,
  )
  expect(consent.html).toContain('name="consented"')
  expect(consent.root.querySelectorAll('.permissions li').length).toBe(2)
  expect((await consent.submit({}, { button: 'Allow' })).url.searchParams.get('code')).toBeTruthy()
})

test('prompts may be combined', async () => {
  await app.createUser()
  const { authorize, request } = await web()
  const browser = app.browser()
  await authorize({}, { browser })
  const login = await browser.open(`/oauth/authorize?${request({ prompt: 'login consent' })}`)
  expect(login.html).toContain('name="password"')
  const consent = await login.submit(credentials())
  expect(consent.html).toContain('name="consented"')
  expect((await consent.submit({}, { button: 'Allow' })).url.searchParams.get('code')).toBeTruthy()
  const wrong = await browser.request(`/oauth/authorize?${request({ prompt: 'dance' })}`)
  expect(locationOf(wrong).searchParams.get('error')).toBe('invalid_request')
})

test('prompt=select_account shows who is signed in, to go on with or to change', async () => {
  await app.createUser()
  await app.createUser('bob@example.com')
  const { authorize, request, redeem } = await web()
  const browser = app.browser()
  await authorize({}, { browser })
  const picker = await browser.open(`/oauth/authorize?${request({ prompt: 'select_account' })}`)
  expect(picker.text).toContain('alice@example.com')
  expect((await picker.submit()).url.searchParams.get('code')).toBeTruthy()

  const again = await browser.open(`/oauth/authorize?${request({ prompt: 'select_account' })}`)
  const other = await browser.open(again.root.querySelector('.panel-foot a')?.getAttribute('href') ?? '')
  const done = await passPages(other, 'bob@example.com')
  const bob = claimsOf((await redeem(done.url.searchParams.get('code') ?? '')).body.id_token)
  expect(bob['email']).toBe('bob@example.com')
})

test('without a session prompt=select_account is a sign-in', async () => {
  await app.createUser()
  const { authorize } = await web()
  expect((await authorize({ prompt: 'select_account' })).url.searchParams.get('code')).toBeTruthy()
})

test('login_hint fills the field, ui_locales chooses the language', async () => {
  const { request } = await web()
  const hinted = await app.browser().open(`/oauth/authorize?${request({ login_hint: 'carol@example.com"><b>' })}`)
  expect(hinted.root.querySelector('input[name=identifier]')?.getAttribute('value')).toBe('carol@example.com"><b>')
  const german = await app.browser().open(`/oauth/authorize?${request({ ui_locales: 'de en' })}`)
  expect(german.root.querySelector('html')?.getAttribute('lang')).toBe('de')
})

test('acr_values are a wish: the ID token says what was done', async () => {
  await app.createUser()
  const { tokens } = await web()
  const claims = claimsOf((await tokens({ acr_values: 'phr urn:latchkey:mfa' })).id_token)
  expect(claims['acr']).toBe('urn:latchkey:pwd')
  expect(claims['amr']).toEqual(['pwd'])
})

test('somebody else who signs in in the same browser takes the session over', async () => {
  const alice = await app.createUser()
  await app.createUser('bob@example.com')
  const { authorize, request, redeem } = await web()
  const browser = app.browser()
  await authorize({}, { browser })
  const login = await browser.open(`/oauth/authorize?${request({ prompt: 'login' })}`)
  const done = await passPages(login, 'bob@example.com')
  const tokens = (await redeem(done.url.searchParams.get('code') ?? '')).body
  expect(claimsOf(tokens.id_token)['email']).toBe('bob@example.com')
  expect(await app.services.store.signIns.listByUser(alice.id, app.services.clock.now())).toEqual([])
})
