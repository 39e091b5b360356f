import { createNhostClient } from '@nhost/nhost-js'
import { MemoryStorage } from '@nhost/nhost-js/session'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, comeBack, type Dialects, pkce, startDialects } from '../../support/dialects.ts'

let dialects: Dialects

beforeAll(async () => {
  dialects = await startDialects()
})
afterAll(() => dialects.close())

/** An app that points the kit here, and what its browser brings home. */
function start() {
  const nhost = createNhostClient({ authUrl: dialects.app.origin, storage: new MemoryStorage() })
  const signIn = async (params: Parameters<typeof nhost.auth.signInProviderURL>[1]) => {
    const browser = dialects.app.browser()
    const started = await call(
      browser,
      `GET ${nhost.auth.signInProviderURL('github', params).slice(dialects.app.origin.length)}`,
    )
    if (!started.location) throw new Error(started.text)
    return (await comeBack(browser, await dialects.upstream.visit(started.location))).params
  }
  return { nhost, signIn }
}

test('nhost-js signs a person in, refreshes, links a login and signs out', async () => {
  const { nhost, signIn } = start()
  const person = dialects.upstream.as('github').nextUser()
  const options = { redirectTo: 'https://x.wild.test/in', allowedRoles: ['me', 'user'], metadata: { plan: 'free' } }
  const { refreshToken = '' } = await signIn({ ...options, displayName: 'Ada', locale: 'en' })
  const { body: session } = await nhost.auth.refreshToken({ refreshToken })
  nhost.sessionStorage.set(session)
  expect(nhost.getUserSession()?.decodedToken['https://hasura.io/jwt/claims']).toMatchObject({
    'x-hasura-allowed-roles': ['me', 'user'],
    'x-hasura-user-id': session.user?.id,
  })
  expect(session.user).toMatchObject({ displayName: 'Ada', email: person.email, metadata: { plan: 'free' } })

  const again = await nhost.refreshSession(0)
  expect(again?.refreshTokenId).toBe(session.refreshTokenId)
  const headers = { authorization: `Bearer ${again?.accessToken}` }
  expect((await nhost.auth.getUser({ headers })).body.id).toBe(session.user?.id)
  expect((await nhost.auth.verifyToken({ token: again?.accessToken ?? '' })).body).toBe('OK')
  expect((await nhost.auth.getJWKs()).body.keys.length).toBeGreaterThan(0)
  expect((await nhost.auth.getProviderTokens('github', { headers })).body.accessToken).toMatch(/^at-/)

  dialects.upstream.as('github').nextUser()
  expect(await signIn({ connect: again?.accessToken ?? '' })).toEqual({})

  expect((await nhost.auth.signOut({ refreshToken: again?.refreshToken ?? '' })).body).toBe('OK')
  await expect(nhost.auth.refreshToken({ refreshToken: again?.refreshToken ?? '' })).rejects.toMatchObject({
    status: 401,
    body: { error: 'invalid-refresh-token' },
  })
})

test('nhost-js exchanges a code for a session', async () => {
  const { nhost, signIn } = start()
  const { verifier, challenge } = await pkce()
  const { code = '', refreshToken } = await signIn({ codeChallenge: challenge })
  expect(refreshToken).toBeUndefined()
  const { body } = await nhost.auth.tokenExchange({ code, codeVerifier: verifier })
  expect(body.session?.user?.id).toMatch(/^[\da-f-]{36}$/)
  await expect(nhost.auth.tokenExchange({ code, codeVerifier: verifier })).rejects.toMatchObject({
    body: { error: 'invalid-request' },
  })
})
