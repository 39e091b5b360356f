import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { getProvider } from '../../src/core/federation/settings/effective-provider.ts'
import { openAsAdministrator, signInAs } from '../support/administrator.ts'
import { startApp, type TestApp } from '../support/app.ts'
import type { Browser } from '../support/browser.ts'

let app: TestApp
let browser: Browser

beforeAll(async () => {
  app = await startApp({ SOCIAL_GITLAB_CLIENT_ID: 'from-environment', SOCIAL_GITLAB_CLIENT_SECRET: 'hidden-1' })
})
beforeEach(async () => {
  await app.reset()
  browser = app.browser()
})
afterAll(() => app.close())

const open = (path: string) => openAsAdministrator(app, path, browser)
const effective = async (id: string) => (await getProvider(app.services, id)).settings

async function setUp(values: Readonly<Record<string, string>>, id = 'github') {
  return (await open(`/admin/providers/${id}`)).submit(values, { button: 'Save' })
}

test('a provider is set up, and people are offered it', async () => {
  const form = await open('/admin/providers/github')
  expect(form.text).toContain(`${app.origin}/federation/github/callback`)
  const page = await setUp({ client_id: 'gh-1', client_secret: 'hidden-2', scopes: 'read:user', enabled: 'true' })
  expect(page.url.search).toBe('?saved=1')
  expect(await effective('github')).toMatchObject({
    clientId: 'gh-1',
    clientSecret: 'hidden-2',
    scopes: ['read:user'],
  })
  const signIn = await app.browser().open('/account')
  expect(signIn.root.querySelector('button[value=github]')).not.toBeNull()
  const [event] = await app.services.store.audit.list({ filter: { type: 'provider.configured' }, limit: 1 })
  expect(event).toMatchObject({ actorType: 'user', targetId: 'github' })
})

test('a secret is never shown, and stays when the field is left empty', async () => {
  await setUp({ client_id: 'gh-1', client_secret: 'hidden-2', enabled: 'true' })
  const page = await setUp({ client_id: 'gh-2', enabled: 'true' })
  expect(page.html).not.toContain('hidden-2')
  expect(await effective('github')).toMatchObject({ clientId: 'gh-2', clientSecret: 'hidden-2' })
  expect((await open('/admin/providers/gitlab')).html).not.toContain('hidden-1')
})

test('switched off nobody is offered it; forgotten, the environment counts again', async () => {
  const form = await open('/admin/providers/gitlab')
  expect(form.text).toContain('Set up by the environment')
  await browser.open('/admin/providers/gitlab', {
    method: 'POST',
    headers: { origin: app.origin },
    body: new URLSearchParams({ client_id: 'other', client_secret: 'x', label: '', scopes: '' }),
  })
  await expect(effective('gitlab')).rejects.toMatchObject({ code: 'provider.disabled' })
  await (await open('/admin/providers/gitlab/forget')).submit({}, { button: 'Forget' })
  expect((await effective('gitlab')).clientId).toBe('from-environment')
})

test('what a provider needs beside is asked for, and named when it is missing', async () => {
  const values = { client_id: 'com.example', team_id: 'TEAM', enabled: 'true' }
  const missing = await setUp(values, 'apple')
  expect(missing.status).toBe(400)
  expect(missing.root.querySelector('#field-key_id-wrong')).not.toBeNull()
  expect(missing.root.querySelector('[name=team_id]')?.getAttribute('value')).toBe('TEAM')
  const page = await missing.submit({ ...values, key_id: 'KEY', private_key: 'pem-of-apple' }, { button: 'Save' })
  expect(page.url.search).toBe('?saved=1')
  expect(page.html).not.toContain('pem-of-apple')
  expect(await effective('apple')).toMatchObject({ teamId: 'TEAM', keyId: 'KEY', privateKey: 'pem-of-apple' })
})

test('any OpenID provider is added by its issuer', async () => {
  const page = await (await open('/admin/providers/new')).submit(
    { id: 'acme', issuer: 'https://id.acme.test', label: 'Acme', client_id: 'c', client_secret: 's' },
    { button: 'Continue' },
  )
  expect(page.text).toContain(`${app.origin}/federation/oidc_acme/callback`)
  expect(await effective('oidc_acme')).toMatchObject({ issuer: 'https://id.acme.test', clientId: 'c' })
  const again = await (await open('/admin/providers/new')).submit(
    { id: 'acme', issuer: 'https://evil.test', label: 'Acme', client_id: 'c' },
    { button: 'Continue' },
  )
  expect(again.status).toBe(400)
  expect((await effective('oidc_acme')).issuer).toBe('https://id.acme.test')
})

test.each([
  [{ id: 'Ac me' }, 'id'],
  [{ issuer: 'http://id.acme.test' }, 'issuer'],
  [{ issuer: 'https://169.254.169.254/' }, 'issuer'],
  [{ client_id: ' ' }, 'client_id'],
])('%o adds nothing', async (values, field) => {
  const whole = { id: 'acme', issuer: 'https://id.acme.test', label: 'Acme', client_id: 'c', ...values }
  const page = await (await open('/admin/providers/new')).submit(whole, { button: 'Continue' })
  expect(page.status).toBe(400)
  expect(page.root.querySelector(`#field-${field}-wrong`)).not.toBeNull()
  expect(await app.services.store.providers.list()).toEqual([])
})

test('wants a fresh sign-in, our own form and an administrator', async () => {
  await app.createUser()
  const alice = app.browser()
  await signInAs(alice, 'alice@example.com', '/account')
  await open('/admin')
  const body = new URLSearchParams({ client_id: 'x', id: 'x', label: 'x', issuer: 'https://x.test', scopes: '' })
  const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
  for (const path of ['/admin/providers/github', '/admin/providers/new', '/admin/providers/github/forget']) {
    expect((await browser.request(path, { method: 'POST', body, headers: foreign })).status).toBe(403)
    expect((await alice.request(path, { method: 'POST', body, headers: { origin: app.origin } })).status).toBe(403)
    expect((await alice.request(path)).status).toBe(403)
  }
  expect((await open('/admin/providers/nothing')).status).toBe(404)
  app.advance(11 * 60)
  expect((await browser.open('/admin/providers/github')).url.pathname).toMatch(/^\/interaction\//)
  expect(await app.services.store.providers.list()).toEqual([])
})
