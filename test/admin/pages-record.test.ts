import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openAsAdministrator, signInAs } from '../support/administrator.ts'
import { startApp, type TestApp } from '../support/app.ts'
import type { Browser, Page } from '../support/browser.ts'

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
const typesOn = (page: Page) => page.root.querySelectorAll('tbody .verbatim').map((each) => each.textContent)
const titlesOn = (page: Page) => page.root.querySelectorAll('.items strong').map((each) => each.textContent)

async function record(type: string, more: { actor?: string; target?: string; clientId?: string } = {}) {
  app.advance(1)
  const { store, clock } = app.services
  await store.audit.create({
    id: `evt_${type.replaceAll(/\W/g, '')}${clock.now().getTime()}`,
    at: clock.now(),
    type,
    actorType: more.actor === undefined ? 'system' : 'user',
    actorId: more.actor ?? null,
    targetId: more.target ?? null,
    clientId: more.clientId ?? null,
    ip: '203.0.113.7',
    requestId: null,
    detail: {},
  })
}

async function failedMail(recipient = 'bob@example.com'): Promise<string> {
  app.advance(1)
  await app.services.mail.queue({ to: recipient, template: 'reset-password', locale: 'en', values: {} })
  const [mail] = await app.services.store.mails.list(1)
  await app.services.store.mails.update(mail?.id ?? '', { status: 'failed', attempts: 12, lastError: '550 no' })
  return mail?.id ?? ''
}

test('the audit log is narrowed by kind, person, application and day', async () => {
  const alice = await app.createUser()
  await open('/admin')
  await record('one.done', { actor: alice.id })
  await record('two.done', { target: alice.id })
  await record('three.done', { clientId: 'notes' })
  const found = async (query: Record<string, string>) =>
    typesOn(await open(`/admin/audit?${new URLSearchParams(query)}`))
  expect(await found({ type: 'one.done' })).toEqual(['one.done'])
  expect(await found({ person: alice.id })).toEqual(['two.done', 'one.done'])
  expect(await found({ client: 'notes' })).toEqual(['three.done'])
  const day = (offset: number) =>
    new Date(app.services.clock.now().getTime() + offset * 86_400_000).toISOString().slice(0, 10)
  expect(await found({ since: day(0), until: day(0) })).toContain('one.done')
  expect(await found({ since: day(1) })).toEqual([])
  expect(await found({ until: day(-1) })).toEqual([])
  const page = await open(`/admin/audit?person=${alice.id}`)
  expect(page.root.querySelector(`tbody a[href="/admin/people/${alice.id}"]`)?.textContent).toBe('alice@example.com')
})

test('the audit log has pages', async () => {
  await open('/admin')
  for (let number = 0; number < 30; number += 1) await record(`many.n${number}`)
  const first = await open('/admin/audit')
  await record('late.done')
  const next = await browser.open(first.root.querySelector('.pager a')?.getAttribute('href') ?? '')
  const all = [...typesOn(first), ...typesOn(next)].filter((type) => type.startsWith('many.'))
  expect(new Set(all).size).toBe(30)
  expect(all).toHaveLength(30)
})

test.each(['since=yesterday', 'after=1_evt_', 'after=zz', 'type=%00', 'type[]=x', `person=${'x'.repeat(3000)}`])(
  '%s is no fault of the audit log',
  async (query) => {
    expect((await open(`/admin/audit?${query}`)).status).toBe(200)
  },
)

test('a mail that failed is sent again, once, by whom is on record', async () => {
  const id = await failedMail()
  const page = await open('/admin/mails?filter=failed')
  expect(titlesOn(page)).toEqual(['bob@example.com'])
  expect(page.text).toContain('550 no')
  const done = await page.submit({}, { button: 'Try again' })
  expect(done.url.search).toBe('?saved=1')
  expect(await app.services.store.mails.find(id)).toMatchObject({ status: 'queued', attempts: 0 })
  const [event] = await app.services.store.audit.list({ filter: { type: 'mail.retried' }, limit: 1 })
  expect(event).toMatchObject({ actorType: 'user', targetId: id })
  expect((await page.submit({}, { button: 'Try again' })).status).toBe(404)
})

test('of ten who try the same mail again at once, one does', async () => {
  const id = await failedMail()
  await open('/admin/mails')
  const tries = Array.from({ length: 10 }, () =>
    browser.request('/admin/mails/retry', {
      method: 'POST',
      headers: { origin: app.origin },
      body: new URLSearchParams({ of: id }),
    }),
  )
  const statuses = (await Promise.all(tries)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 303)).toHaveLength(1)
})

test('mails are searched by address, and what never was to leave is not there', async () => {
  await failedMail('bob@example.com')
  await failedMail('carol@example.com')
  const ghost = { to: 'ghost@example.com', template: 'reset-password', locale: 'en', values: {}, withheld: true }
  await app.services.mail.queue(ghost)
  expect(titlesOn(await open('/admin/mails?q=CAROL@'))).toEqual(['carol@example.com'])
  expect(titlesOn(await open('/admin/mails'))).not.toContain('ghost@example.com')
  expect(titlesOn(await open('/admin/mails?filter=sent'))).toEqual([])
})

test('a sign-out notice that failed is tried again', async () => {
  const { store, clock } = app.services
  const now = clock.now()
  const notice = { clientId: 'notes', uri: 'https://notes.test/logout', accountId: 'user_x', createdAt: now }
  await store.deliveries.create({ ...notice, id: 'dlv_1', nextAttemptAt: now, status: 'failed', attempts: 9 })
  const page = await open('/admin/deliveries?q=notes')
  await page.submit({}, { button: 'Try again' })
  expect(await store.deliveries.find('dlv_1')).toMatchObject({ status: 'queued', attempts: 0 })
})

test('neither foreign forms nor ordinary people get in', async () => {
  const id = await failedMail()
  await app.createUser()
  await open('/admin')
  const alice = app.browser()
  await signInAs(alice, 'alice@example.com', '/account')
  const body = new URLSearchParams({ of: id })
  const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
  for (const path of ['/admin/mails/retry', '/admin/deliveries/retry']) {
    expect((await browser.request(path, { method: 'POST', body, headers: foreign })).status).toBe(403)
    expect((await alice.request(path, { method: 'POST', body, headers: { origin: app.origin } })).status).toBe(403)
  }
  for (const path of ['/admin/audit', '/admin/mails', '/admin/deliveries']) {
    expect((await alice.request(path)).status).toBe(403)
  }
  expect((await app.services.store.mails.find(id))?.status).toBe('failed')
})
