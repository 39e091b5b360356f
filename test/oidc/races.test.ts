import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { basic, type JsonAnswer, postForm } from '../support/post-form.ts'
import { protocol } from '../support/protocol.ts'
import { type Replica, startReplica } from '../support/replica.ts'

const rounds = 200
const racers = 4
const atOnce = 10

let app: TestApp
let other: Replica

beforeAll(async () => {
  app = await startApp({ REFRESH_REPLAY_WINDOW: '0' })
  other = await startReplica(app)
  await app.createUser()
})
afterAll(async () => {
  await other.close()
  await app.close()
})

/** Sends the same request several times at once, by turns to two replicas. */
function race(path: string, values: Record<string, string>, headers: Record<string, string>): Promise<JsonAnswer[]> {
  return Promise.all(
    Array.from({ length: racers }, (_, index) =>
      index % 2 === 0
        ? postForm(app, path, values, headers)
        : postForm(other, path, values, { ...headers, ...other.headers }),
    ),
  )
}

/** Runs all rounds, some at a time, and counts how many winners each had. */
async function winners(round: () => Promise<JsonAnswer[]>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (let done = 0; done < rounds; done += atOnce) {
    const answers = await Promise.all(Array.from({ length: atOnce }, round))
    for (const each of answers) {
      expect(each.every(({ status }) => status === 200 || status === 400 || status === 401)).toBe(true)
      const won = each.filter(({ status }) => status === 200).length
      counts[won] = (counts[won] ?? 0) + 1
    }
  }
  return counts
}

test('a code is redeemed once (CL-35, C08)', async () => {
  const client = await app.createClient()
  const { code, verifier } = protocol(app, client)
  const counts = await winners(async () => {
    // A browser of its own: whoever comes late with a used code ends what was given in that browser.
    const grant = { grant_type: 'authorization_code', code: await code(), redirect_uri: client.redirectUri }
    return race('/oauth/token', { ...grant, code_verifier: verifier }, basic(client))
  })
  expect(counts).toEqual({ 1: rounds })
}, 120_000)

test('a refresh token is used once, with the window at 0 (E03)', async () => {
  const client = await app.createClient()
  const { tokens } = protocol(app, client)
  const counts = await winners(async () => {
    const { refresh_token } = await tokens()
    return race('/oauth/token', { grant_type: 'refresh_token', refresh_token }, basic(client))
  })
  expect(counts).toEqual({ 1: rounds })
}, 120_000)

test('an assertion is used once (D13)', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = Object.fromEntries(
    Object.entries(await exportJWK(publicKey)).map(([name, value]) => [name, String(value)]),
  )
  const application = { tokenEndpointAuthMethod: 'private_key_jwt', grantTypes: ['client_credentials'] }
  const { clientId } = await app.createClient({ ...application, jwks: { keys: [jwk] } })
  const counts = await winners(async () => {
    const claims = {
      iss: clientId,
      sub: clientId,
      aud: app.origin,
      jti: randomUUID(),
      exp: Math.floor(Date.now() / 1000) + 60,
    }
    const values = {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(privateKey),
    }
    return race('/oauth/token', values, {})
  })
  expect(counts).toEqual({ 1: rounds })
}, 120_000)
