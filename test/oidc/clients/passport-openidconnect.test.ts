import express from 'express'
import session from 'express-session'
import passport from 'passport'
import { Strategy } from 'passport-openidconnect'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../../support/app.ts'
import { visitor, walkThrough } from '../../support/walk-through.ts'
import { serveWeb, type WebServer } from '../../support/web-server.ts'

let app: TestApp
let site: WebServer

beforeAll(async () => {
  app = await startApp()
  site = await serveWeb(async (origin) => {
    const client = await app.createClient({ redirectUris: [`${origin}/callback`] })
    const strategy = new Strategy(
      {
        issuer: app.origin,
        authorizationURL: `${app.origin}/oauth/authorize`,
        tokenURL: `${app.origin}/oauth/token`,
        userInfoURL: `${app.origin}/oauth/userinfo`,
        clientID: client.clientId,
        clientSecret: client.clientSecret,
        callbackURL: `${origin}/callback`,
        scope: ['profile', 'email'],
      },
      (_issuer: string, profile: passport.Profile, done: (error: null, user: passport.Profile) => void) =>
        done(null, profile),
    )
    const authenticator = new passport.Passport()
    authenticator.use(strategy)
    authenticator.serializeUser((user, done) => done(null, user))
    authenticator.deserializeUser((user: Express.User, done) => done(null, user))
    const web = express()
    web.use(session({ secret: 'for this test', resave: false, saveUninitialized: true }))
    web.use(authenticator.session())
    web.get('/login', authenticator.authenticate('openidconnect'))
    web.get(
      '/callback',
      authenticator.authenticate('openidconnect', { failureMessage: true }),
      (_request, response) => {
        response.redirect('/profile')
      },
    )
    web.get('/profile', (request, response) => void response.json(request.user ?? null))
    return web
  })
})
afterAll(async () => {
  await site.close()
  await app.close()
})

test('passport-openidconnect signs a person in and reads the profile', async () => {
  const user = await app.createUser('alice@example.com', { firstName: 'Alice', lastName: 'Liddell' })
  const { html } = await walkThrough(visitor(app, site.origin), '/login')
  expect(JSON.parse(html)).toMatchObject({
    id: user.id,
    displayName: 'Alice Liddell',
    emails: [{ value: 'alice@example.com' }],
  })
})
