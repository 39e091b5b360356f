import { Auth, type AuthConfig } from '@auth/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../../support/app.ts'
import { visitor, walkThrough } from '../../support/walk-through.ts'
import { serveWeb, type WebServer } from '../../support/web-server.ts'

let app: TestApp
let site: WebServer

beforeAll(async () => {
  app = await startApp()
  site = await serveWeb(async (origin) => {
    const client = await app.createClient({ redirectUris: [`${origin}/auth/callback/latchkey`] })
    const config: AuthConfig = {
      basePath: '/auth',
      trustHost: true,
      secret: 'for this test',
      providers: [
        {
          id: 'latchkey',
          name: 'Latchkey',
          type: 'oidc',
          issuer: app.origin,
          clientId: client.clientId,
          clientSecret: client.clientSecret,
          checks: ['pkce', 'state', 'nonce'],
        },
      ],
      callbacks: {
        jwt: ({ token, profile }) => (profile ? { ...token, subject: profile.sub } : token),
        session: ({ session, token }) => ({ ...session, subject: token['subject'] }),
      },
    }
    return async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}
      const headers = new Headers(request.headers as Record<string, string>)
      const answer = await Auth(
        new Request(origin + request.url, { method: request.method ?? 'GET', headers, ...body }),
        config,
      )
      response.writeHead(answer.status, {
        ...Object.fromEntries(answer.headers),
        'set-cookie': answer.headers.getSetCookie(),
      })
      response.end(await answer.text())
    }
  })
})
afterAll(async () => {
  await site.close()
  await app.close()
})

test('Auth.js signs a person in with state, nonce and PKCE', async () => {
  const user = await app.createUser('alice@example.com', { firstName: 'Alice', lastName: 'Liddell' })
  const person = visitor(app, site.origin)
  const { csrfToken } = JSON.parse((await person.site.open('/auth/csrf')).html)
  const start = await person.site.open('/auth/signin/latchkey', {
    method: 'POST',
    body: new URLSearchParams({ csrfToken, callbackUrl: `${site.origin}/auth/session` }),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  const { html } = await walkThrough(person, start)
  expect(JSON.parse(html)).toMatchObject({
    user: { name: 'Alice Liddell', email: 'alice@example.com' },
    subject: user.id,
  })
})
