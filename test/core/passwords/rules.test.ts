import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../../src/config.ts'
import { checkNewPassword } from '../../../src/core/passwords/check-new-password.ts'
import { AppError } from '../../../src/errors.ts'
import { systemClock } from '../../../src/kit/clock.ts'
import { createOutbound } from '../../../src/kit/outbound.ts'
import { silentLog } from '../../support/log.ts'

const about = ['kilimanjaro@example.com', 'Gertrude Stein']

async function reasonOf(password: string, variables: Record<string, string> = {}): Promise<unknown> {
  const config = loadConfig({
    ISSUER: 'http://localhost:3000',
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64url'),
    DATA_DIR: '/nonexistent',
    ...variables,
  })
  const fetch = createOutbound({ allowLoopback: true, clock: systemClock, log: silentLog })
  try {
    const branding = { current: () => ({ name: 'Zyndrolab Notes' }), refresh: async () => undefined }
    await checkNewPassword({ branding, config, fetch, issuer: config.issuer, log: silentLog }, { password, about })
    return 'good'
  } catch (error) {
    return error instanceof AppError ? error.detail['reason'] : error
  }
}

test.each([
  'correct horse battery staple',
  'every quiet harbour',
  '        spaces are fine        ',
  '🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🦄🐝',
  'naïve café über-straße',
  'aaa plausible 999',
  'long enough to be fine '.repeat(8),
])('"%s" may be chosen', async (password) => {
  expect(await reasonOf(password)).toBe('good')
})

test.each([
  ['short', 'ten chars!'],
  ['short', 'e\u0301'.repeat(11)],
  ['short', '🦊'.repeat(11)],
  ['long', 'é'.repeat(513)],
  ['common', '1q2w3e4r5t6y'],
  ['common', 'PasswordPassword'],
  ['common', 'aaaaaaaaaaaaaaaa'],
  ['common', 'abcabcabcabcabc'],
  ['common', '12345678901234'],
  ['common', 'zyxwvutsrqponm'],
  ['common', 'Dragon-1234567!'],
  ['context', 'kilimanjaro'.padEnd(14, '7')],
  ['context', 'kilimanjaro@example.com'],
  ['context', 'Latchkey-2026!'],
  ['context', 'latchkey password'],
  ['context', 'localhost 2026'],
  ['context', 'gertrudestein'],
  ['context', 'Zyndrolab-2026!'],
])('%s: "%s" is refused', async (reason, password) => {
  expect(await reasonOf(password)).toBe(reason)
})

test('the least length is a setting and counts characters, not bytes', async () => {
  expect(await reasonOf('vierzehn-Zeich', { PASSWORD_MIN_LENGTH: '15' })).toBe('short')
  expect(await reasonOf('naïveté-ö', { PASSWORD_MIN_LENGTH: '8' })).toBe('good')
})

test('a password in the offline file of leaked ones is refused, its neighbours are not', async () => {
  const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase()
  const leaked = Array.from({ length: 500 }, (_, index) => `a leaked sentence number ${index}`)
  const file = join(mkdtempSync(join(tmpdir(), 'latchkey-leaks-')), 'leaks.txt')
  writeFileSync(
    file,
    leaked
      .map((text) => `${sha1(text)}:${text.length}`)
      .sort()
      .join('\r\n'),
  )
  const settings = { PASSWORD_BREACH_FILE: file }
  const reasons = await Promise.all(leaked.map((text) => reasonOf(text, settings)))
  expect(new Set(reasons)).toEqual(new Set(['breached']))
  expect(await reasonOf('a leaked sentence number 501', settings)).toBe('good')
  expect(await reasonOf('a leaked sentence number 501', { PASSWORD_BREACH_FILE: tmpdir() })).toBe('good')
})

test('the range of leaked passwords sees five digits of a hash only, and its absence stops nobody', async () => {
  const hash = createHash('sha1').update('a sentence from a leak').digest('hex').toUpperCase()
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers['add-padding']}`)
    if (request.url === `/range/${hash.slice(0, 5)}`) response.end(`${'0'.repeat(35)}:0\r\n${hash.slice(5)}:3\r\n`)
    else if (asked.length > 2) response.writeHead(500).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/range/`
  expect(await reasonOf('a sentence from a leak', { PASSWORD_BREACH_URL: url })).toBe('breached')
  expect(asked).toEqual([`/range/${hash.slice(0, 5)} true`])
  const started = performance.now()
  expect(await reasonOf('a sentence that hangs', { PASSWORD_BREACH_URL: url })).toBe('good')
  expect(performance.now() - started).toBeLessThan(2500)
  expect(await reasonOf('a sentence that fails', { PASSWORD_BREACH_URL: url })).toBe('good')
  server.closeAllConnections()
  server.close()
})
