import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { bySystem } from '../../src/core/audit/author.ts'
import { createResource } from '../../src/core/resources/create-resource.ts'
import { startApp, type TestApp, type TestClient } from '../support/app.ts'
import { proofKey } from '../support/dpop.ts'
import { basic, type JsonAnswer } from '../support/post-form.ts'
import { claimsOf, protocol } from '../support/protocol.ts'

const grant = 'urn:ietf:params:oauth:grant-type:token-exchange'
const accessToken = 'urn:ietf:params:oauth:token-type:access_token'
const front = 'https://front.example'
const back = 'https://back.example'

let app: TestApp
/** The API that people's apps call; it calls another one in their name. */
let server: TestClient
let person: string

beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.reset()
  person = (await app.createUser()).id
  const base = { format: 'jwt', accessTokenTtl: null, introspectionClients: [] } as const
  const scopes = ['read', 'write'].map((scope) => ({ scope, description: null }))
  await createResource(app.services, { details: { ...base, identifier: back, name: 'Back', scopes }, by: bySystem })
  server = await app.createClient({
    grantTypes: [grant, 'client_credentials'],
    scopes: 'read',
    exchangeAudiences: [back],
  })
  const introspectionClients = [server.clientId]
  await createResource(app.services, {
    details: { ...base, identifier: front, name: 'Front', scopes, introspectionClients },
    by: bySystem,
  })
  await app.engine.refresh()
})
afterAll(() => app.close())

const web = async (more = {}) => protocol(app, await app.createClient(more))
const exchange = (
  subject: string,
  more: Record<string, string | undefined> = {},
  headers?: Record<string, string>,
): Promise<JsonAnswer> =>
  protocol(app, server).token(
    { grant_type: grant, subject_token: subject, subject_token_type: accessToken, resource: back, ...more },
    headers,
  )
const refused = (error: string) => ({ status: 400, body: { error } })

test('an API changes the token it was called with for one of the next API, in the name of the person', async () => {
  const { tokens } = await web()
  const subject = await tokens({ scope: 'openid read write', resource: front })
  const { status, body } = await exchange(subject.access_token, { scope: 'read' })
  expect(status).toBe(200)
  expect(body).toMatchObject({ issued_token_type: accessToken, token_type: 'Bearer', scope: 'read' })
  expect(Object.keys(body)).not.toContain('refresh_token')
  const claims = claimsOf(body.access_token)
  expect(claims).toMatchObject({ sub: person, aud: back, client_id: server.clientId, scope: 'read' })
  expect(claims).not.toHaveProperty('act')
  const { introspect } = protocol(app, server)
  expect((await introspect(body.access_token)).body).toMatchObject({ active: true, sub: person, aud: back })
  const all = await exchange(subject.access_token, { resource: undefined, audience: back })
  expect(all.body.scope).toBe('read write')
})

test('the new token lives no longer than the old one, and dies with it (G13)', async () => {
  const { tokens, revoke } = await web()
  const subject = await tokens({ scope: 'openid read', resource: front })
  app.advance(3000)
  const { body } = await exchange(subject.access_token)
  expect(body.expires_in).toBe(600)
  const { introspect } = protocol(app, server)
  expect((await introspect(body.access_token)).body.active).toBe(true)
  await revoke(subject.refresh_token)
  expect((await introspect(body.access_token)).body).toEqual({ active: false })
  expect(await exchange(subject.access_token)).toMatchObject(refused('invalid_request'))
})

test('with an actor token the new one says who acts, and for whom before (RFC 8693 4.1)', async () => {
  const { tokens } = await web()
  const machine = await protocol(app, server).token({ grant_type: 'client_credentials' })
  const actor = { actor_token: machine.body.access_token, actor_token_type: accessToken }
  const subject = (await tokens({ scope: 'openid read', resource: front })).access_token
  const first = (await exchange(subject, actor)).body.access_token
  expect(claimsOf(first)).toMatchObject({ sub: person, act: { sub: server.clientId } })
  const second = (await exchange(first, actor)).body.access_token
  expect(claimsOf(second)['act']).toEqual({ sub: server.clientId, act: { sub: server.clientId } })
  expect(claimsOf((await exchange(first)).body.access_token)['act']).toEqual({ sub: server.clientId })
  expect(await exchange(subject, { actor_token: 'x', actor_token_type: accessToken })).toMatchObject(
    refused('invalid_request'),
  )
  expect(await exchange(subject, { actor_token: subject, actor_token_type: accessToken })).toMatchObject(
    refused('invalid_request'),
  )
  expect(await exchange(subject, { ...actor, actor_token_type: undefined })).toMatchObject(refused('invalid_request'))
})

test('no token reaches further than the one it was made from (G13)', async () => {
  const { tokens } = await web()
  const { access_token } = await tokens({ scope: 'openid read', resource: front })
  for (const scope of ['write', 'read write', 'openid', 'offline_access']) {
    expect(await exchange(access_token, { scope })).toMatchObject(refused('invalid_scope'))
  }
})

test('the subject token must be ours, alive and in the right hands (G13)', async () => {
  const { tokens, refresh } = await web()
  const own = await tokens({ scope: 'openid read', resource: front })
  const elsewhere = (await tokens({ scope: 'openid' })).access_token
  const machine = (await protocol(app, server).token({ grant_type: 'client_credentials' })).body.access_token
  const [header, , signature] = own.access_token.split('.')
  const forged = `${header}.${Buffer.from('{"sub":"x"}').toString('base64url')}.${signature}`
  for (const token of ['garbage', forged, elsewhere, machine, own.id_token, own.refresh_token]) {
    expect(await exchange(token)).toMatchObject(refused('invalid_request'))
  }
  expect(await exchange(own.access_token, { subject_token: undefined })).toMatchObject(refused('invalid_request'))
  for (const type of ['id_token', 'refresh_token', 'saml2']) {
    const subject_token_type = `urn:ietf:params:oauth:token-type:${type}`
    expect(await exchange(own.access_token, { subject_token_type })).toMatchObject(refused('invalid_request'))
  }
  const requested_token_type = 'urn:ietf:params:oauth:token-type:refresh_token'
  expect(await exchange(own.access_token, { requested_token_type })).toMatchObject(refused('invalid_request'))
  await app.services.store.users.update(person, { bannedAt: app.services.clock.now() })
  expect(await exchange(own.access_token)).toMatchObject(refused('invalid_request'))
  await app.services.store.users.update(person, { bannedAt: null })
  app.advance(3600)
  expect(await exchange(own.access_token)).toMatchObject(refused('invalid_request'))
  expect((await refresh(own.refresh_token)).status).toBe(200)
})

test('the target is one registered resource that this application may reach (G11)', async () => {
  const { tokens } = await web()
  const { access_token } = await tokens({ scope: 'openid read', resource: front })
  for (const resource of [front, 'https://unknown.example', '', undefined, `${back}/`]) {
    expect(await exchange(access_token, { resource })).toMatchObject(refused('invalid_target'))
  }
  expect(await exchange(access_token, { audience: front })).toMatchObject(refused('invalid_target'))
  expect((await exchange(access_token, { audience: back })).status).toBe(200)
})

test('only applications that an administrator lets exchange tokens may do so', async () => {
  const { tokens, token } = await web()
  const { access_token } = await tokens({ scope: 'openid read', resource: front })
  const request = { grant_type: grant, subject_token: access_token, subject_token_type: accessToken, resource: back }
  expect(await token(request)).toMatchObject(refused('unauthorized_client'))
  const reachesNothing = protocol(app, await app.createClient({ grantTypes: [grant] }))
  expect(await reachesNothing.token(request)).toMatchObject(refused('unauthorized_client'))
  const metadata = (await (await fetch(`${app.origin}/.well-known/openid-configuration`)).json()) as Record<
    string,
    string[]
  >
  expect(metadata['grant_types_supported']).toContain(grant)
})

test('a token that is bound to a key is exchanged with that key only, and stays bound', async () => {
  const { code, redeem } = await web({ tokenEndpointAuthMethod: 'none' })
  const url = `${app.origin}/oauth/token`
  const key = await proofKey()
  const other = await proofKey()
  const value = await code({ scope: 'openid read', resource: front })
  const subject = (await redeem(value, {}, { dpop: await key.prove({ url }) })).body.access_token
  expect(await exchange(subject)).toMatchObject(refused('invalid_request'))
  const wrong = { ...basic(server), dpop: await other.prove({ url }) }
  expect(await exchange(subject, {}, wrong)).toMatchObject(refused('invalid_request'))
  const { status, body } = await exchange(subject, {}, { ...basic(server), dpop: await key.prove({ url }) })
  expect([status, body.token_type]).toEqual([200, 'DPoP'])
  expect(claimsOf(body.access_token)['cnf']).toEqual({ jkt: key.thumbprint })
})
