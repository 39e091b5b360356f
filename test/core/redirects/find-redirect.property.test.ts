import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadConfig } from '../../../src/config.ts'
import { findRedirect } from '../../../src/core/redirects/find-redirect.ts'

const config = loadConfig({
  ISSUER: 'http://localhost:3000',
  MASTER_KEY: Buffer.alloc(32, 7).toString('base64url'),
  CLIENT_URL: 'https://app.test',
  ALLOWED_REDIRECT_URLS:
    'https://*.wild.test/in,http://localhost:5173/,https://**.deep.test:8443/a*/b,com.example.app:/cb',
})

/** The list again, in the words of the WHATWG parser instead of patterns: what a browser would be sent to. */
function isListed({ protocol, hostname, port, pathname, username, password }: URL): boolean {
  if (username !== '' || password !== '') return false
  const below = (path: string) => pathname === path || pathname.startsWith(`${path}/`)
  if (protocol === 'com.example.app:') return hostname === '' && below('/cb')
  if (protocol === 'http:') return hostname === 'localhost' && port === '5173'
  if (protocol !== 'https:') return false
  if (hostname === 'app.test') return port === ''
  if (/^[^.]*\.wild\.test$/.test(hostname)) return port === '' && below('/in')
  return hostname.endsWith('.deep.test') && port === '8443' && /^\/a[^./]*\/b(\/|$)/.test(pathname)
}

// Pieces of addresses, so that most of what is put together nearly fits.
const pieces = [
  ...['https', 'http', 'com.example.app', 'javascript', 'data', 'HTTPS', 'ftp', 'blob', 'wss'],
  ...[
    ':',
    '://',
    '//',
    '/',
    '///',
    ':/',
    '\\',
    '\\\\',
    '/\\',
    '@',
    ':@',
    '?',
    '#',
    '.',
    '..',
    '%2e',
    '%2E%2e',
    '%2f',
    '%5c',
  ],
  ...[
    'app.test',
    'wild.test',
    'x.wild.test',
    'deep.test',
    'a.b.deep.test:8443',
    'localhost:5173',
    'evil.test',
    'evil',
    'APP.test',
  ],
  ...[
    '/in',
    '/in/',
    '/a1/b',
    '/cb',
    '/./',
    '/../',
    '/in/..',
    '/a1/../b',
    ';',
    '&',
    '=',
    '*',
    '**',
    '[',
    ']',
    '[::1]',
    '127.1',
  ],
  ...[
    ':443',
    ':80',
    ':8443',
    ':5173',
    ':0443',
    ':',
    '\t',
    '\n',
    '\r',
    ' ',
    '\0',
    '\u200b',
    '\u202e',
    '。',
    '．',
    'ｅ',
    'ß',
    'İ',
    '\ud800',
  ],
]
const nearly = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 10 }).map((parts) => parts.join(''))
const prefixed = fc
  .tuple(
    fc.constantFrom(
      'https://app.test',
      'https://x.wild.test',
      'https://',
      'http://localhost:5173',
      'com.example.app:/cb',
    ),
    nearly,
  )
  .map(([prefix, rest]) => `${prefix}${rest}`)
const noise = fc.string({ unit: 'binary', maxLength: 40 })
const addresses = fc.oneof(
  { weight: 5, arbitrary: prefixed },
  { weight: 4, arbitrary: nearly },
  { weight: 1, arbitrary: noise },
)

test('of a million addresses, none that is let through leads a browser off the list', { timeout: 240_000 }, () => {
  let allowed = 0
  fc.assert(
    fc.property(addresses, (address) => {
      const found = findRedirect({ config }, address)
      if (!found) return
      allowed += 1
      // What a browser makes of the answer, and what it would have made of the text.
      expect(isListed(new URL(found.href)), JSON.stringify(address)).toBe(true)
      expect(new URL(address).href).toBe(found.href)
    }),
    { numRuns: 1_000_000, seed: 20_261_121 },
  )
  expect(allowed).toBeGreaterThan(10_000)
})

test('an address cannot make the comparison slow', () => {
  const long = `https://${'a.'.repeat(1000)}deep.test:8443/${'a'.repeat(2000)}`
  const startedAt = performance.now()
  for (let round = 0; round < 20; round += 1) expect(findRedirect({ config }, long)).toBeUndefined()
  expect(performance.now() - startedAt).toBeLessThan(2000)
})
