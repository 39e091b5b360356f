import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { deliverMails } from '../../../src/core/mail/deliver-mails.ts'
import { createPost } from '../../../src/mail/create-post.ts'
import type { Services } from '../../../src/services.ts'
import { startServices, type TestServices } from '../../support/services.ts'
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts'

let core: TestServices
let sink: SmtpSink

beforeAll(async () => {
  core = await startServices()
})
beforeEach(async () => {
  await core.reset()
  sink = await startSmtpSink()
})
afterEach(() => sink.close())
afterAll(() => core.close())

function services(config: Partial<Services['config']>): Services {
  return { ...core.services, config: { ...core.services.config, mailFrom: 'Latchkey <no-reply@id.test>', ...config } }
}

const message = {
  to: 'ada@example.com',
  template: 'sign-in-code',
  locale: 'en',
  values: { code: '493025', minutes: '10' },
}

test('a queued mail is sent by SMTP as text and HTML, once, and its content does not stay', async () => {
  const { store, mail } = core.services
  await mail.queue(message)
  const sending = services({ smtpUrl: sink.url })
  const posts = [createPost(sending), createPost(sending), createPost(sending)]
  await Promise.all(posts.map((post) => deliverMails(sending, post)))

  expect(sink.received).toHaveLength(1)
  const [{ from, to, data } = { from: '', to: [], data: '' }] = sink.received
  expect([from, to]).toEqual(['no-reply@id.test', ['ada@example.com']])
  expect(data).toMatch(/^Subject: 493025 is your sign-in code for Latchkey$/m)
  expect(data).toMatch(/^Content-Type: text\/plain/m)
  expect(data).toMatch(/^Content-Type: text\/html/m)
  expect(data).toMatch(/^Auto-Submitted: auto-generated/m)
  expect(await store.mails.list(10)).toMatchObject([{ status: 'sent', lastError: null, messageSealed: '' }])
})

test('a mail goes out in the language it was queued for, in the brand of the instance', async () => {
  await core.services.store.settings.save('brand', { name: 'Meridian' }, core.services.clock.now())
  await core.services.branding.refresh()
  await core.services.mail.queue({ ...message, locale: 'de' })
  const sending = services({ smtpUrl: sink.url })
  await deliverMails(sending, createPost(sending))
  expect(sink.received[0]?.data).toContain('bei Meridian angegeben')
  expect(sink.received[0]?.data).toContain('<html lang=3D"de"')
  await core.services.store.settings.delete('brand')
  await core.services.branding.refresh()
})

test('a mail that is not taken is tried again later, with the reason told, and given up after a day of tries', async () => {
  const { store, mail } = core.services
  await mail.queue(message)
  const sending = services({ smtpUrl: sink.url })
  const post = createPost(sending)
  sink.refuseWith('451 4.3.0 come back later')
  await deliverMails(sending, post)
  expect(await store.mails.list(1)).toMatchObject([
    { status: 'queued', attempts: 1, lastError: expect.stringContaining('come back later') },
  ])
  await deliverMails(sending, post)
  expect(await store.mails.list(1)).toMatchObject([{ attempts: 1 }])

  core.advance(31)
  sink.refuseWith(undefined)
  await deliverMails(sending, post)
  expect(await store.mails.list(1)).toMatchObject([{ status: 'sent', attempts: 2 }])

  await mail.queue(message)
  sink.refuseWith('451 4.3.0 come back later')
  for (let round = 0; round < 10; round += 1) {
    await deliverMails(sending, post)
    core.advance(3601)
  }
  expect(await store.mails.list(1)).toMatchObject([{ status: 'failed', attempts: 8 }])
})

test('a mail that the mail system refuses for good is not tried again', async () => {
  await core.services.mail.queue(message)
  const sending = services({ smtpUrl: sink.url })
  sink.refuseWith('550 5.1.1 no such person')
  await deliverMails(sending, createPost(sending))
  const [mail] = await core.services.store.mails.list(1)
  expect(mail).toMatchObject({ status: 'failed', lastError: expect.stringContaining('no such person') })
})

test('a mail for show is never sent, and is gone after an hour', async () => {
  await core.services.mail.queue({ ...message, withheld: true })
  const sending = services({ smtpUrl: sink.url })
  await deliverMails(sending, createPost(sending))
  expect(sink.received).toEqual([])
  expect(await core.services.store.mails.list(1)).toMatchObject([{ status: 'withheld' }])
})

test.each([
  'ada@example.com, mallory@example.com',
  'ada@example.com\r\nBcc: mallory@example.com',
  '"x" <mallory@example.com>',
])('an address that tries to be more (%j) reaches nobody else', async (to) => {
  await core.services.mail.queue({ ...message, to })
  const sending = services({ smtpUrl: sink.url })
  await deliverMails(sending, createPost(sending))
  expect(sink.received.flatMap((mail) => mail.to)).not.toContain('mallory@example.com')
  expect(sink.received.map((mail) => mail.data).join()).not.toMatch(/^Bcc:/im)
})

test('words of others cannot break out of their line', async () => {
  const provider = 'GitHub\r\nBcc: mallory@example.com\r\n\r\n<script>alert(1)</script>'
  const values = { at: core.services.clock.now().toISOString(), provider, loginsUrl: 'https://id.test/account/logins' }
  await core.services.mail.queue({ to: 'ada@example.com', template: 'identity-linked', locale: 'en', values })
  const sending = services({ smtpUrl: sink.url })
  await deliverMails(sending, createPost(sending))
  expect(sink.received).toMatchObject([{ to: ['ada@example.com'] }])
  const data = sink.received[0]?.data ?? ''
  expect(data).not.toMatch(/^Bcc:/im)
  expect(data.split('text/html')[1]).not.toContain('<script>')
})

test('without a mail system a loopback issuer writes files that only its owner reads', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-outbox-'))
  await core.services.mail.queue(message)
  const writing = services({ smtpUrl: undefined, dataDir })
  await deliverMails(writing, createPost(writing))
  const [name = ''] = readdirSync(join(dataDir, 'outbox'))
  expect(name).toMatch(/^\d{4}-\d\d-\d\dT.*\.eml$/)
  const file = join(dataDir, 'outbox', name)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8')).toContain('493025')
})

test('without a mail system a public issuer says so in the queue', async () => {
  await core.services.mail.queue(message)
  const nowhere = services({ smtpUrl: undefined, loopback: false })
  await deliverMails(nowhere, createPost(nowhere))
  expect(await core.services.store.mails.list(1)).toMatchObject([
    { status: 'failed', lastError: 'SMTP_URL is not set' },
  ])
})
