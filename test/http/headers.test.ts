import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

test.each(['/', '/try', '/no-such-page', '/oauth/authorize', '/oauth/logout', '/setup?secret=x'])(
  '%s carries the headers of a page',
  async (path) => {
    const response = await fetch(`${app.origin}${path}`, { headers: { accept: 'text/html' } })
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*(;|$)/)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    expect(response.headers.get('referrer-policy')).toBe('same-origin')
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(response.headers.get('permissions-policy')).toContain('camera=()')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('server')).toBeNull()
    expect(response.headers.get('x-powered-by')).toBeNull()
  },
)

test('a file of the pages may be kept for ever under its version and sets no cookie', async () => {
  const home = await (await fetch(app.origin, { headers: { accept: 'text/html' } })).text()
  const href = /href="(\/assets\/style\.css\?v=[0-9a-f]+)"/.exec(home)?.[1]
  const response = await fetch(`${app.origin}${href}`)
  expect(response.headers.get('content-type')).toContain('text/css')
  expect(response.headers.get('cache-control')).toContain('immutable')
  expect(response.headers.get('set-cookie')).toBeNull()
})
