import { createClerkClient, type OAuthApplication } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { adminApiKey, password, startApp, type TestApp } from '../support/app.ts'
import { relyingParty } from '../support/relying-party.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const telemetry = { disabled: true }
const clerk = () => createClerkClient({ secretKey: adminApiKey, apiUrl: app.origin, telemetry })

describe("Clerk's SDK", () => {
  test('makes, lists, changes and deletes applications', async () => {
    const { oauthApplications } = clerk()
    const made = await oauthApplications.create({
      name: 'Shop',
      redirectUris: ['https://rp.test/cb'],
      scopes: 'openid email',
      public: null,
    })
    expect(made).toMatchObject({
      name: 'Shop',
      scopes: 'openid email',
      isPublic: false,
      redirectUris: ['https://rp.test/cb'],
    } satisfies Partial<OAuthApplication>)
    expect(made.clientSecret).toMatch(/^[\w-]{43}$/)

    const changed = await oauthApplications.update({ oauthApplicationId: made.id, name: 'Market' })
    expect(changed.name).toBe('Market')
    const listed = await oauthApplications.list({ nameQuery: 'mark', orderBy: '+name', limit: 5 })
    expect([listed.totalCount, listed.data[0]?.id]).toEqual([1, made.id])
    expect((await oauthApplications.get(made.id)).clientSecret).toBeUndefined()
    expect((await oauthApplications.rotateSecret(made.id)).clientSecret).not.toBe(made.clientSecret)

    expect(await oauthApplications.delete(made.id)).toMatchObject({
      object: 'oauth_application',
      id: made.id,
      deleted: true,
    })
    await expect(oauthApplications.get(made.id)).rejects.toMatchObject({
      status: 404,
      errors: [{ code: 'resource_not_found' }],
    })
  })

  test('verifies and revokes the token of an application', async () => {
    const user = await app.createUser()
    const application = await app.createClient()
    const tokens = await (await relyingParty(app, application)).signIn()
    const { idPOAuthAccessToken, oauthApplications } = clerk()
    const verified = await idPOAuthAccessToken.verify(tokens.access_token)
    expect(verified).toMatchObject({ clientId: application.clientId, subject: user.id, revoked: false, expired: false })
    expect(verified.expiration).toBeGreaterThan(Date.now())

    await oauthApplications.revokeToken({ oauthApplicationId: application.id, token: tokens.access_token })
    await expect(idPOAuthAccessToken.verify(tokens.access_token)).rejects.toMatchObject({ status: 404 })
  })

  test('authenticates a request with the token of an application', async () => {
    const user = await app.createUser()
    const application = await app.createClient()
    const tokens = await (await relyingParty(app, application)).signIn()
    const publishableKey = `pk_test_${Buffer.from('clerk.example.test$').toString('base64')}`
    const client = createClerkClient({ secretKey: adminApiKey, apiUrl: app.origin, publishableKey, telemetry })
    const request = new Request('https://api.test/', { headers: { authorization: `Bearer ${tokens.access_token}` } })
    const state = await client.authenticateRequest(request, { acceptsToken: 'oauth_token' })
    expect(state.isAuthenticated).toBe(true)
    expect(state.toAuth()).toMatchObject({ userId: user.id, clientId: application.clientId })
  })

  test('makes, finds, changes and deletes users', async () => {
    const { users } = clerk()
    const ada = await users.createUser({
      emailAddress: ['ada@example.com'],
      username: 'ada',
      password,
      firstName: 'Ada',
      publicMetadata: { roles: ['admin'] },
      createdAt: new Date('2020-01-02T03:04:05Z'),
    })
    expect(ada).toMatchObject({
      firstName: 'Ada',
      username: 'ada',
      passwordEnabled: true,
      publicMetadata: { roles: ['admin'] },
    })
    expect(ada.primaryEmailAddress?.emailAddress).toBe('ada@example.com')
    expect(ada.createdAt).toBe(Date.parse('2020-01-02T03:04:05Z'))

    const found = await users.getUserList({ emailAddress: ['ada@example.com'], orderBy: '-created_at', limit: 10 })
    expect([found.totalCount, found.data.map(({ id }) => id)]).toEqual([1, [ada.id]])
    expect(await users.getCount({ query: 'nobody' })).toBe(0)

    expect((await users.updateUser(ada.id, { lastName: 'Lovelace' })).lastName).toBe('Lovelace')
    expect((await users.updateUserMetadata(ada.id, { publicMetadata: { plan: 'pro' } })).publicMetadata).toEqual({
      roles: ['admin'],
      plan: 'pro',
    })
    expect((await users.replaceUserMetadata(ada.id, { publicMetadata: {} })).publicMetadata).toEqual({})
    expect(await users.verifyPassword({ userId: ada.id, password })).toEqual({ verified: true })
    await expect(users.verifyPassword({ userId: ada.id, password: 'wrong' })).rejects.toMatchObject({
      status: 422,
      errors: [{ code: 'incorrect_password' }],
    })

    expect((await users.banUser(ada.id)).banned).toBe(true)
    expect((await users.unbanUser(ada.id)).banned).toBe(false)
    expect((await users.lockUser(ada.id)).locked).toBe(true)
    expect((await users.unlockUser(ada.id)).locked).toBe(false)
    expect((await users.setPasswordCompromised(ada.id)).id).toBe(ada.id)
    expect((await users.unsetPasswordCompromised(ada.id)).id).toBe(ada.id)
    expect((await users.removePassword(ada.id)).passwordEnabled).toBe(false)
    expect(await users.disableUserMFA(ada.id)).toEqual({ user_id: ada.id })
    expect(await users.deleteUser(ada.id)).toMatchObject({ id: ada.id, deleted: true })
  })

  test('hears what is wrong, with the parameter', async () => {
    await app.createUser('ada@example.com')
    await expect(clerk().users.createUser({ emailAddress: ['ada@example.com'] })).rejects.toMatchObject({
      status: 422,
      clerkTraceId: expect.stringMatching(/^req_/),
      errors: [{ code: 'form_identifier_exists', meta: { paramName: 'email_address' } }],
    })
    const stranger = createClerkClient({ secretKey: 'sk_test_wrong', apiUrl: app.origin, telemetry })
    await expect(stranger.users.getCount()).rejects.toMatchObject({
      status: 401,
      errors: [{ code: 'clerk_key_invalid' }],
    })
  })
})
