import express from 'express'
import openid from 'express-openid-connect'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../../support/app.ts'
import { visitor, walkThrough } from '../../support/walk-through.ts'
import { serveWeb, type WebServer } from '../../support/web-server.ts'

let app: TestApp
let site: WebServer

beforeAll(async () => {
  app = await startApp()
  site = await serveWeb(async (origin) => {
    const client = await app.createClient({ redirectUris: [`${origin}/callback`], postLogoutRedirectUris: [origin] })
    const web = express()
    web.use(
      openid.auth({
        issuerBaseURL: app.origin,
        baseURL: origin,
        clientID: client.clientId,
        clientSecret: client.clientSecret,
        secret: 'a secret of more than thirty-two letters',
        authRequired: false,
        idpLogout: true,
        authorizationParams: {
          response_type: 'code',
          response_mode: 'query',
          scope: 'openid profile email offline_access',
        },
      }),
    )
    web.get('/', (request, response) => void response.json({ signedIn: request.oidc.isAuthenticated() }))
    web.get('/profile', openid.requiresAuth(), async (request, response) => {
      const { access_token: token } = (await request.oidc.accessToken?.refresh()) ?? {}
      response.json({
        claims: request.oidc.user,
        userinfo: await request.oidc.fetchUserInfo(),
        refreshed: token !== undefined,
      })
    })
    return web
  })
})
afterAll(async () => {
  await site.close()
  await app.close()
})

test('express-openid-connect signs a person in, refreshes, reads the profile and signs out', async () => {
  const user = await app.createUser('alice@example.com', { firstName: 'Alice', lastName: 'Liddell' })
  const person = visitor(app, site.origin)
  const profile = JSON.parse((await walkThrough(person, '/profile')).html)
  expect(profile).toMatchObject({
    claims: { sub: user.id, email: 'alice@example.com', name: 'Alice Liddell' },
    userinfo: { sub: user.id, email_verified: true },
    refreshed: true,
  })
  const out = await walkThrough(person, '/logout')
  expect(JSON.parse(out.html)).toEqual({ signedIn: false })
  const again = await person.site.open('/login')
  expect((await person.provider.open(again.url.href)).html).toContain('name="password"')
})
