import { expect, test } from 'vitest'
import { ConfigError, loadConfig } from '../../../src/config.ts'

const rest = {
  ISSUER: 'http://localhost:3000',
  MASTER_KEY: Buffer.alloc(32, 7).toString('base64url'),
  DATA_DIR: '/nonexistent',
}

function problemsOf(variables: Record<string, string>): string {
  try {
    loadConfig({ ...rest, ...variables })
    return ''
  } catch (error) {
    return error instanceof ConfigError ? error.message : String(error)
  }
}

test.each(['smtps://user:secret@mail.example.com:465', 'smtp://127.0.0.1:2525'])('%s is a mail system', (url) => {
  expect(loadConfig({ ...rest, SMTP_URL: url }).smtpUrl).toBe(url)
})

test.each(['mail.example.com', 'http://mail.example.com', 'smtp://', 'smtp:// '])('"%s" is not', (url) => {
  expect(problemsOf({ SMTP_URL: url })).toContain('SMTP_URL: use smtps://')
})

test.each(['no-reply@example.com', 'Example <no-reply@example.com>', '"Example, Inc." <no-reply@example.com>'])(
  '%s may send',
  (from) => {
    expect(loadConfig({ ...rest, MAIL_FROM: from }).mailFrom).toBe(from)
  },
)

test.each(['Example', 'a@x.test, b@x.test', 'Example <no-reply@example.com>\r\nBcc: m@y.test'])(
  '%j may not',
  (from) => {
    expect(problemsOf({ MAIL_FROM: from })).toContain('MAIL_FROM: use name@example.com')
  },
)

test('without a sender, mail comes from the issuer', () => {
  expect(loadConfig(rest).mailFrom).toBe('Latchkey <no-reply@localhost>')
})
