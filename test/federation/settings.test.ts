import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { beginSignIn } from '../../src/core/federation/begin-sign-in.ts'
import { getProvider } from '../../src/core/federation/settings/effective-provider.ts'
import { listProviders } from '../../src/core/federation/settings/list-providers.ts'
import { type SaveProvider, saveProvider } from '../../src/core/federation/settings/save-provider.ts'
import { testDoor } from '../support/federation.ts'
import { startServices, type TestServices } from '../support/services.ts'
import { startUpstream, type Upstream } from '../support/upstream.ts'

let upstream: Upstream
let app: TestServices

beforeAll(async () => {
  upstream = await startUpstream()
  app = await startServices(upstream.variables('github', 'google', 'apple'))
})
beforeEach(() => app.reset())
afterAll(async () => {
  await app.close()
  await upstream.close()
})

const save = (more: Partial<SaveProvider> & Pick<SaveProvider, 'id'>) =>
  saveProvider(app.services, {
    enabled: true,
    secrets: { clientSecret: 'secret' },
    settings: { clientId: 'c' },
    ...more,
  })
const listed = async () => (await listProviders(app.services)).map(({ id }) => id)

test('the environment enables providers, in the order of the catalog', async () => {
  expect(await listProviders(app.services)).toEqual([
    { id: 'google', label: 'Google' },
    { id: 'apple', label: 'Apple' },
    { id: 'github', label: 'GitHub' },
  ])
})

test('the administrator adds providers of the catalog and of their own, last', async () => {
  await save({ id: 'discord' })
  await save({ id: 'company', label: 'Our company', settings: { clientId: 'c', issuer: 'https://login.company.test' } })
  expect(await listed()).toEqual(['google', 'apple', 'github', 'discord', 'company'])
  expect((await getProvider(app.services, 'company')).label).toBe('Our company')
})

test('WorkOS is offered when the settings say whose, and only then', async () => {
  await save({ id: 'workos' })
  expect(await listed()).not.toContain('workos')
  expect((await getProvider(app.services, 'workos')).label).toBe('WorkOS')
  for (const whose of [{ connection: 'conn_1' }, { organization: 'org_1' }, { domain: 'acme.test' }]) {
    await save({ id: 'workos', settings: { clientId: 'c', ...whose } })
    expect(await listed()).toContain('workos')
    const callbackUrl = `${app.services.issuer.origin}/federation/workos/callback`
    const url = await beginSignIn(app.services, { provider: 'workos', door: 'test', callbackUrl, memo: {} })
    expect(Object.fromEntries(url.searchParams)).toMatchObject(whose)
  }
})

test('the administrator turns off what the environment enables', async () => {
  await save({ id: 'google', enabled: false })
  expect(await listed()).toEqual(['apple', 'github'])
  await expect(getProvider(app.services, 'google')).rejects.toThrow('provider.disabled')
})

test('the administrator’s credentials replace the environment’s, above its endpoints', async () => {
  await save({ id: 'github', settings: { clientId: 'theirs', scopes: ['read:user'] } })
  const { settings } = await getProvider(app.services, 'github')
  expect(settings).toMatchObject({ clientId: 'theirs', clientSecret: 'secret', scopes: ['read:user'] })
  expect(settings.tokenUrl).toBe(`${upstream.as('github').url}/token`)
})

test('secrets lie sealed, and stay when they are not given again', async () => {
  await save({ id: 'github', secrets: { clientSecret: 'very secret' } })
  expect(JSON.stringify(await app.services.store.providers.find('github'))).not.toContain('very secret')
  await save({ id: 'github', secrets: {}, settings: { clientId: 'other' } })
  expect((await getProvider(app.services, 'github')).settings.clientSecret).toBe('very secret')
})

test('a provider of one’s own needs an issuer, Apple its key', async () => {
  await expect(save({ id: 'company' })).rejects.toThrow('input.invalid')
  await expect(save({ id: 'apple' })).rejects.toThrow('input.invalid')
})

test('what is known but not set up is disabled, what is not known is unknown', async () => {
  await expect(getProvider(app.services, 'spotify')).rejects.toThrow('provider.disabled')
  await expect(getProvider(app.services, 'nobody')).rejects.toThrow('provider.unknown')
  await expect(getProvider(app.services, '__proto__')).rejects.toThrow('provider.unknown')
})

test('a provider that is turned off meanwhile refuses who comes back from it', async () => {
  const door = testDoor(app.services, upstream)
  const callback = await upstream.visit(await door.begin('github'))
  await save({ id: 'github', enabled: false })
  const { outcome } = await door.finish('github', callback)
  expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'provider.disabled' } })
})
