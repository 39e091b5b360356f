import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { api, refusal } from '../support/api.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { relyingParty } from '../support/relying-party.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

describe('signing keys', () => {
  type Key = { kid: string; alg: string; state: string }
  const published = async () => {
    const { keys } = (await (await fetch(`${app.origin}/.well-known/jwks.json`)).json()) as { keys: Key[] }
    return keys.map(({ kid }) => kid)
  }

  test('are rotated: published now, signing later', async () => {
    const before = (await api(app).done('get', '/v1/keys')).data as Key[]
    const after = (await api(app).done('post', '/v1/keys/rotate')).data as Key[]
    const next = after.filter(({ state }) => state === 'next')
    expect(next.map(({ alg }) => alg).sort()).toEqual(before.map(({ alg }) => alg).sort())
    expect(await published()).toEqual(
      expect.arrayContaining(next.filter(({ alg }) => alg !== 'EdDSA').map(({ kid }) => kid)),
    )
    app.advance(20 * 60 + 1)
    const later = (await api(app).done('get', '/v1/keys')).data as Key[]
    expect(
      later
        .filter(({ state }) => state === 'active')
        .map(({ kid }) => kid)
        .sort(),
    ).toEqual(next.map(({ kid }) => kid).sort())
  })

  test('are dropped at once in an emergency, and a new one signs', async () => {
    await app.createUser()
    const rp = await relyingParty(app, await app.createClient())
    const before = await rp.signIn()
    const kid = kidOf(before.id_token)
    const after = (await api(app).done('post', `/v1/keys/${kid}/revoke`)).data as Key[]
    expect(after.map((key) => key.kid)).not.toContain(kid)
    expect(await published()).not.toContain(kid)
    const anew = await relyingParty(app, await app.createClient())
    expect(kidOf((await anew.signIn()).id_token)).not.toBe(kid)
    expect(refusal(await api(app).call('post', `/v1/keys/${kid}/revoke`))).toEqual([404, 'resource_not_found'])
  })

  test('are shown without their private half', async () => {
    const answer = await api(app).call('get', '/v1/keys')
    for (const { public_jwk: jwk } of answer.body.data) {
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(jwk).not.toHaveProperty(secret)
    }
  })

  const kidOf = (jwt = '') => JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString()).kid as string
})
