import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../../src/config.ts'
import { findRedirect, isAllowedOrigin } from '../../../src/core/redirects/find-redirect.ts'

function allowList(...urls: readonly string[]) {
  const [clientUrl = '', ...others] = urls
  const config = loadConfig({
    ISSUER: 'http://localhost:3000',
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64url'),
    CLIENT_URL: clientUrl,
    ALLOWED_REDIRECT_URLS: others.join(','),
  })
  return {
    find: (address: string) => findRedirect({ config }, address)?.href,
    origin: (text: string) => isAllowedOrigin({ config }, text),
  }
}

describe('an address on the list', () => {
  const { find } = allowList(
    'http://localhost:3000',
    'https://acme.com/path',
    'https://*.acme.io',
    'https://*-sub.acme.io',
    'myapp://my.app',
    'https://mydomainwithslash.com/',
    'https://mydomainwithslashstar.com/*',
    'https://mydomainwithslashstarstar.com/**',
  )
  test.each([
    'http://localhost:3000',
    'http://localhost:3000/',
    'http://localhost:3000/subpath',
    'https://acme.com/path',
    'https://acme.com:443/path',
    'https://acme.com/path/',
    'https://acme.com/path/subpath',
    'https://acme.com/path/subpath?query=param#fragment',
    'https://acme.com/path/?query=param',
    'https://acme.com/path?query=param',
    'https://acme.com/path#fragment',
    'https://subdomain.acme.io',
    'https://subdomain.acme.io/subpath',
    'https://123-subdomain.acme.io',
    'https://asdasdsad-sub.acme.io',
    'myapp://my.app',
    'myapp://my.app/',
    'myapp://my.app/subpath',
    'https://mydomainwithslash.com',
    'https://mydomainwithslash.com/subpath',
    'https://mydomainwithslashstar.com',
    'https://mydomainwithslashstar.com/subpath/deeper',
    'https://mydomainwithslashstarstar.com/',
    'https://mydomainwithslashstarstar.com/subpath/deeper',
  ])('%s is allowed', (address) => {
    expect(find(address)).toBe(new URL(address).href)
  })
})

describe('an address that is not on the list', () => {
  const { find } = allowList('http://localhost:3000', 'https://acme.com/path', 'https://*.acme.io', 'http://simple.com')
  test.each([
    'https://localhost:3000',
    'http://localhost:4000',
    'http://localhost',
    'http://prefixlocalhost:3000',
    'not-a-url',
    '',
    'https://',
    'https://acme.com/wrongpath',
    'https://acme.com/pathological',
    'https://subdomain.subdomain.acme.io',
    'https://acme.io',
    'https://simple.com.hijack.com',
    'https://simple.comhijack.com',
    'http://simple.com.hijack.com',
  ])('%s is refused', (address) => {
    expect(find(address)).toBeUndefined()
  })
})

describe('an address that a browser reads otherwise than a pattern', () => {
  const { find } = allowList('https://allowed.test/app', 'https://*.acme.io', 'https://**.deep.test', 'myapp://my.app')
  test.each([
    ['a backslash instead of a slash', 'https://evil\\.acme.io'],
    ['a backslash before userinfo', 'https://evil-com\\@x.acme.io'],
    ['userinfo', 'https://user@x.acme.io'],
    ['userinfo with a password', 'https://user:secret@x.acme.io'],
    ['an empty userinfo', 'https://@x.acme.io'],
    ['userinfo that looks like the host', 'https://allowed.test@evil.test/app'],
    ['a look-alike suffix', 'https://allowed.test.evil.test/app'],
    ['an escaped dot', 'https://allowed.test%2eevil.test/app'],
    ['an escaped slash in the host', 'https://evil.test%2f.acme.io'],
    ['a tab', 'https://allowed.test\t/app'],
    ['a tab in front', '\t//evil.test'],
    ['a line break', 'https://evil.test\n.acme.io'],
    ['a space in front', ' https://allowed.test/app'],
    ['a null', 'https://evil.test\u0000.acme.io'],
    ['an invisible character', 'https://ev\u200bil.acme.io'],
    ['a bidirectional override', 'https://x.acme.io/\u202egpj'],
    ['another script', 'https://раураl.acme.io'],
    ['full-width dots', 'https://evil。acme.io'],
    ['no scheme', '//evil.test'],
    ['three slashes', '///evil.test'],
    ['a slash and a backslash', '/\\evil.test'],
    ['a path', '/app'],
    ['no slashes', 'https:evil.test'],
    ['no slashes, allowed host', 'https:allowed.test/app'],
    ['one slash', 'https:/allowed.test/app'],
    ['three slashes after the scheme', 'https:///allowed.test/app'],
    ['a script', 'javascript:alert(1)'],
    ['a script in capitals', 'JavaScript://allowed.test/app%0aalert(1)'],
    ['data', 'data:text/html,<script>alert(1)</script>'],
    ['a file', 'file:///etc/passwd'],
    ['the list in the query', 'https://evil.test/?https://allowed.test/app'],
    ['the list in the fragment', 'https://evil.test#.acme.io'],
    ['a wildcard over a query', 'https://evil.test?.acme.io'],
    ['a wildcard over a path', 'https://evil.test/.acme.io'],
    ['a wide wildcard over a path', 'https://evil.test/.deep.test'],
    ['another port', 'https://x.acme.io:444'],
    ['dots out of the path', 'https://allowed.test/app/../admin'],
    ['escaped dots out of the path', 'https://allowed.test/app/%2e%2E/admin'],
    ['another spelling of an address', 'https://0x7f000001/'],
    ['another app', 'myapp://other.app'],
    ['userinfo for an app', 'myapp://my.app@other.app'],
    ['too long', `https://allowed.test/app/${'a'.repeat(5000)}`],
  ])('%s is refused', (_what, address) => {
    expect(find(address)).toBeUndefined()
  })

  test('what is answered is the parsed form, never the text', () => {
    expect(find('https://allowed.test:443/app/./x?q=<b>')).toBe('https://allowed.test/app/x?q=%3Cb%3E')
  })
})

test('a wildcard stands for one label of a host, and a double one for several', () => {
  const { find } = allowList('https://**.app.test', 'https://two.test/[a-c]?/*', 'exp://**')
  expect(find('https://a.app.test/x')).toBeDefined()
  expect(find('https://a.b.app.test/x')).toBeDefined()
  expect(find('https://two.test/b9/deep/er')).toBeDefined()
  expect(find('https://two.test/d9/deep')).toBeUndefined()
  expect(find('https://two.test/b/deep')).toBeUndefined()
  expect(find('exp://192.168.1.2:8081/--/callback')).toBeDefined()
})

test('an app may be named by a private scheme alone', () => {
  const { find } = allowList('http://localhost:3000', 'com.example.app:/oauth', 'demo://')
  expect(find('com.example.app:/oauth?x=1')).toBe('com.example.app:/oauth?x=1')
  expect(find('com.example.app:/other')).toBeUndefined()
  expect(find('com.example.other:/oauth')).toBeUndefined()
  expect(find('demo://oauth')).toBe('demo://oauth')
})

test('an origin may read answers when it is that of an address on the list', () => {
  const { origin } = allowList(
    'http://localhost:3000',
    'https://acme.com/path',
    'https://*.acme.io',
    'capacitor://localhost',
  )
  for (const allowed of ['http://localhost:3000', 'https://acme.com', 'https://a.acme.io', 'capacitor://localhost']) {
    expect(origin(allowed), allowed).toBe(true)
  }
  const refused = [
    'null',
    '',
    'http://acme.com',
    'https://evil.test',
    'https://acme.com.evil.test',
    'https://acme.com/path',
  ]
  for (const foreign of [...refused, 'https://a.b.acme.io', 'https://evil.test/.acme.io', 'https://acme.com:8443']) {
    expect(origin(foreign), foreign).toBe(false)
  }
})
