import * as client from 'openid-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openAsAdministrator, signInAs } from '../support/administrator.ts'
import { startApp, type TestApp } from '../support/app.ts'
import type { Browser, Page } from '../support/browser.ts'
import { relyingParty } from '../support/relying-party.ts'

let app: TestApp
let browser: Browser

beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.reset()
  browser = app.browser()
})
afterAll(() => app.close())

const open = (path: string) => openAsAdministrator(app, path, browser)
const verbatim = (page: Page) => page.root.querySelectorAll('.verbatim').map((each) => each.textContent)
const clientsNow = async () =>
  (await app.services.store.clients.list({ orderBy: 'createdAt', descending: true, limit: 100, offset: 0 })).data
const eventsOf = async (target: string) =>
  (await app.services.store.audit.list({ filter: { targetId: target }, limit: 20 })).map(({ type }) => type)

async function register(values: Readonly<Record<string, string>>): Promise<Page> {
  const form = await open('/admin/applications/new')
  return form.submit({ name: 'Notes', redirect_uris: 'https://notes.test/cb', ...values }, { button: 'Register' })
}

describe('registering', () => {
  test('a web application gets a secret that works, shown once', async () => {
    const page = await register({ kind: 'web', scopes: 'profile email' })
    expect(page.url.pathname).toMatch(/\/shown$/)
    const [clientId = '', clientSecret = ''] = verbatim(page)
    await app.createUser()
    const [{ id } = { id: '' }] = await clientsNow()
    const rp = await relyingParty(app, { id, clientId, clientSecret, redirectUri: 'https://notes.test/cb' })
    expect((await rp.signIn()).access_token).toBeTruthy()

    const again = await browser.open(page.url.href)
    expect(again.url.pathname).toBe(`/admin/applications/${id}`)
    expect(again.html).not.toContain(clientSecret)
    expect(await eventsOf(id)).toContain('oauth_application.created')
    const [event] = await app.services.store.audit.list({ filter: { targetId: id }, limit: 1 })
    const ada = await app.services.store.users.findAdministrator()
    expect(event).toMatchObject({ actorType: 'user', actorId: ada?.id, ip: '127.0.0.1' })
  })

  test('the secret is for who made it', async () => {
    const page = await register({ kind: 'web' })
    const [, secret = ''] = verbatim(page)
    const next = await browser.request('/admin/applications/new')
    expect(next.status).toBe(200)
    await app.createUser('eve@example.com', { isAdmin: true })
    const renewed = await (await open(`${page.url.pathname.replace('/shown', '/secret')}`)).submit(
      {},
      { button: 'Make a new secret' },
    )
    expect(verbatim(renewed)).not.toContain(secret)
    const eve = app.browser()
    await signInAs(eve, 'eve@example.com', '/admin')
    const made = await (await open(`${page.url.pathname.replace('/shown', '/secret')}`)).submit(
      {},
      { button: 'Make a new secret' },
    )
    expect((await eve.open(made.url.href)).url.pathname).not.toMatch(/\/shown$/)
  })

  test.each([
    ['spa', { public: true, pkceRequired: true, applicationType: 'web', secretDigest: null }],
    ['native', { public: true, pkceRequired: true, applicationType: 'native', secretDigest: null }],
    ['machine', { public: false, grantTypes: ['client_credentials'], responseTypes: [] }],
  ] as const)('%s becomes what that means', async (kind, row) => {
    await register({ kind, redirect_uris: kind === 'machine' ? '' : 'https://notes.test/cb' })
    expect((await clientsNow())[0]).toMatchObject(row)
  })

  test('a machine gets tokens for itself', async () => {
    const page = await register({ kind: 'machine', redirect_uris: '', scopes: '' })
    const [clientId = '', secret = ''] = verbatim(page)
    const config = await client.discovery(new URL(app.origin), clientId, secret, undefined, {
      execute: [client.allowInsecureRequests],
    })
    expect((await client.clientCredentialsGrant(config)).access_token).toBeTruthy()
  })

  test('a wrong address is told with its line, and what was typed stays', async () => {
    const uris = 'https://notes.test/cb\r\n\r\n  \r\nnotes.test/other#x'
    const page = await register({ kind: 'spa', redirect_uris: uris, scopes: 'email' })
    expect(page.status).toBe(400)
    expect(page.root.querySelector('#field-redirect_uris-wrong')?.textContent).toMatch(/^Line 2:/)
    expect(page.root.querySelector('textarea')?.textContent).toBe('https://notes.test/cb\nnotes.test/other#x')
    expect(page.root.querySelector('#field-kind-spa')?.hasAttribute('checked')).toBe(true)
    expect(page.root.querySelector('[name=scopes]')?.getAttribute('value')).toBe('email')
    const twice = await register({ kind: 'spa', redirect_uris: 'https://a.test/\nhttps://b.test/\nhttps://a.test/' })
    expect(twice.root.querySelector('#field-redirect_uris-wrong')?.textContent).toMatch(/^Line 3 /)
    expect(await clientsNow()).toHaveLength(0)
  })

  test.each([
    [{ name: ' ' }, 'name'],
    [{ redirect_uris: '' }, 'redirect_uris'],
    [{ redirect_uris: 'javascript:alert(1)' }, 'redirect_uris'],
    [{ scopes: 'no-such-scope' }, 'scopes'],
  ])('%o is refused at its field', async (values, field) => {
    const page = await register(values)
    expect(page.status).toBeGreaterThanOrEqual(400)
    expect(page.root.querySelector(`#field-${field}-wrong`)?.textContent).toBeTruthy()
    expect(await clientsNow()).toHaveLength(0)
  })

  test('asks for a fresh sign-in', async () => {
    await open('/admin')
    app.advance(11 * 60)
    expect((await browser.open('/admin/applications/new')).url.pathname).toMatch(/^\/interaction\//)
  })
})

describe('the list', () => {
  test('is searched by name and client id', async () => {
    const { clientId } = await app.createClient({ name: 'Garden 100%' })
    await app.createClient({ name: 'Notes' })
    const names = async (query: string) =>
      (await open(`/admin/applications?${new URLSearchParams({ q: query })}`)).root
        .querySelectorAll('.items strong')
        .map((each) => each.textContent)
    expect(await names('garden')).toEqual(['Garden 100%'])
    expect(await names('100%')).toEqual(['Garden 100%'])
    expect(await names(clientId)).toEqual(['Garden 100%'])
    expect(await names('%')).toEqual(['Garden 100%'])
    expect(await names('nothing')).toEqual([])
    expect(await names('')).toHaveLength(2)
  })

  test('has pages, and one that is added meanwhile moves nothing', async () => {
    for (let number = 0; number < 30; number += 1) await app.createClient({ name: `App ${number}` })
    const first = await open('/admin/applications')
    const idsOn = (page: Page) => page.root.querySelectorAll('.items strong a').map((each) => each.getAttribute('href'))
    app.advance(1)
    await app.createClient({ name: 'Late' })
    const next = await browser.open(first.root.querySelector('.pager a')?.getAttribute('href') ?? '')
    expect(new Set([...idsOn(first), ...idsOn(next)]).size).toBe(30)
    expect(next.root.querySelectorAll('.pager a')).toHaveLength(1)
  })

  test.each(['after=oauthapp_gone', 'after[]=x', 'q=%00', `q=${'a'.repeat(5000)}`, 'after=%00'])(
    '%s is no fault',
    async (query) => {
      expect((await open(`/admin/applications?${query}`)).status).toBe(200)
    },
  )
})

describe('one application', () => {
  test('its settings are kept, and count at once', async () => {
    const { id } = await app.createClient()
    const page = await open(`/admin/applications/${id}`)
    const values = { name: 'Better', redirect_uris: 'https://new.test/cb', client_uri: 'https://new.test' }
    const done = await page.submit({ ...values, second_factor_required: 'true' }, { button: 'Save' })
    expect(done.url.search).toBe('?saved=1')
    expect(await app.services.store.clients.get(id)).toMatchObject({
      name: 'Better',
      uri: 'https://new.test',
      redirectUris: ['https://new.test/cb'],
      consentScreen: true,
      secondFactorRequired: true,
      scopes: 'openid profile email offline_access',
    })
  })

  test('a refused change shows what was typed, and changes nothing', async () => {
    const { id } = await app.createClient()
    const page = await open(`/admin/applications/${id}`)
    const again = await page.submit({ name: 'X', client_uri: 'javascript:alert(1)' }, { button: 'Save' })
    expect(again.status).toBe(400)
    expect(again.root.querySelector('#field-client_uri-wrong')).not.toBeNull()
    expect(again.root.querySelector('[name=name]')?.getAttribute('value')).toBe('X')
    expect((await app.services.store.clients.get(id)).name).toBe('Test app')
  })

  test('its protocol is kept', async () => {
    const { id } = await app.createClient()
    const page = await open(`/admin/applications/${id}/protocol`)
    await page.submit(
      { id_token_signed_response_alg: 'ES256', device: 'true', pkce_required: 'true' },
      { button: 'Save' },
    )
    expect(await app.services.store.clients.get(id)).toMatchObject({
      idTokenSignedResponseAlg: 'ES256',
      pkceRequired: true,
      tokenEndpointAuthMethod: 'client_secret_basic',
      grantTypes: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    })
  })

  test('a protocol that contradicts itself is refused where it does', async () => {
    const { id } = await app.createClient()
    const page = await open(`/admin/applications/${id}/protocol`)
    const keyless = await page.submit({ token_endpoint_auth_method: 'private_key_jwt' }, { button: 'Save' })
    expect(keyless.root.querySelector('#field-jwks_uri-wrong')).not.toBeNull()
    const secretless = { token_endpoint_auth_method: 'none', machine: 'true', pkce_required: 'true' }
    const contradiction = await page.submit(secretless, { button: 'Save' })
    expect(contradiction.root.querySelector('#field-token_endpoint_auth_method-wrong')).not.toBeNull()
    expect((await app.services.store.clients.get(id)).tokenEndpointAuthMethod).toBe('client_secret_basic')
  })

  test('a new secret takes the place of the old one', async () => {
    const { id, clientId, clientSecret } = await app.createClient({ grantTypes: ['client_credentials'] })
    const page = await (await open(`/admin/applications/${id}/secret`)).submit({}, { button: 'Make a new secret' })
    const [, secret = ''] = verbatim(page)
    const answers = [clientSecret, secret].map(async (each) => {
      const authorization = `Basic ${Buffer.from(`${clientId}:${each}`).toString('base64')}`
      const body = new URLSearchParams({ grant_type: 'client_credentials' })
      return (await fetch(`${app.origin}/oauth/token`, { method: 'POST', headers: { authorization }, body })).status
    })
    expect(await Promise.all(answers)).toEqual([401, 200])
  })

  test('switched off it asks first, and can be switched on again', async () => {
    const { id } = await app.createClient()
    const page = await (await open(`/admin/applications/${id}/disable`)).submit({}, { button: 'Switch off' })
    expect(page.text).toContain('Switched off')
    expect((await app.services.store.clients.get(id)).disabledAt).not.toBeNull()
    await page.submit({}, { button: 'Switch on again' })
    expect((await app.services.store.clients.get(id)).disabledAt).toBeNull()
  })

  test('it is deleted by who types its name', async () => {
    const { id } = await app.createClient({ name: 'Test  app ' })
    const ask = await open(`/admin/applications/${id}/delete`)
    const wrong = await ask.submit({ name: 'test app' }, { button: 'Delete' })
    expect(wrong.status).toBe(400)
    expect(await app.services.store.clients.find(id)).toBeDefined()
    const done = await wrong.submit({ name: 'Test  app ' }, { button: 'Delete' })
    expect(done.url.pathname).toBe('/admin/applications')
    expect(await app.services.store.clients.find(id)).toBeUndefined()
    expect((await browser.open(`/admin/applications/${id}`)).status).toBe(404)
  })

  test('a logo is what its bytes say', async () => {
    const { id } = await app.createClient()
    await open(`/admin/applications/${id}`)
    const send = (bytes: Uint8Array<ArrayBuffer>) => {
      const body = new FormData()
      body.set('file', new Blob([bytes], { type: 'image/png' }), 'logo.png')
      return browser.open(`/admin/applications/${id}/logo`, { method: 'POST', body, headers: { origin: app.origin } })
    }
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4, 5, 6, 7, 8])
    const page = await send(png)
    expect(page.url.search).toBe('?saved=1')
    expect(page.root.querySelector('img.badge')?.getAttribute('src')).toContain(`/assets/clients/${id}/logo`)
    expect((await send(Uint8Array.from(Buffer.from('<svg onload=alert(1)>')))).status).toBe(400)
    await page.submit({}, { button: 'Remove the logo' })
    expect((await app.services.store.clients.get(id)).imageUrl).toBeNull()
  })

  test('a form of a foreign page changes nothing', async () => {
    const { id } = await app.createClient()
    const page = await open(`/admin/applications/${id}`)
    const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
    for (const path of ['', '/protocol', '/secret', '/logo', '/remove-logo', '/disable', '/enable', '/delete']) {
      const init = { method: 'POST', headers: foreign, body: new URLSearchParams({ name: 'Test app' }) }
      expect((await browser.request(`${page.url.href}${path}`, init)).status).toBe(403)
    }
    expect((await browser.request('/admin/applications/new', { method: 'POST', headers: foreign })).status).toBe(403)
    const { name, disabledAt } = await app.services.store.clients.get(id)
    expect({ name, disabledAt }).toEqual({ name: 'Test app', disabledAt: null })
  })

  test('an ordinary person sees and changes nothing', async () => {
    const { id } = await app.createClient()
    await app.createUser()
    const alice = app.browser()
    await signInAs(alice, 'alice@example.com', '/account')
    for (const path of ['', '/new', `/${id}`, `/${id}/protocol`, `/${id}/secret`, `/${id}/shown`, `/${id}/delete`]) {
      expect((await alice.request(`/admin/applications${path}`)).status).toBe(403)
      const form = { method: 'POST', headers: { origin: app.origin }, body: new URLSearchParams({ name: 'Test app' }) }
      if (path !== '' && path !== `/${id}/shown`) {
        expect((await alice.request(`/admin/applications${path}`, form)).status).toBe(403)
      }
    }
    expect(await app.services.store.clients.find(id)).toBeDefined()
  })
})
