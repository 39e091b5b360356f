import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Dialects, startDialects } from '../support/dialects.ts'

const issuer = 'https://localhost:8443'
let dialects: Dialects

beforeAll(async () => {
  dialects = await startDialects({ ISSUER: issuer })
})
afterAll(() => dialects.close())

/** A request as a proxy in front passes it on. */
function cookiesOf(method: string, path: string, body = ''): Promise<readonly string[]> {
  const headers = { host: new URL(issuer).host, 'content-type': 'application/json', 'content-length': body.length }
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, dialects.app.origin), { method, headers }, (answer) => {
      answer.resume()
      resolve(answer.headers['set-cookie'] ?? [])
    })
    sent.on('error', reject).end(body)
  })
}

test('over https cookies belong to this host alone, and come along when Apple posts', async () => {
  expect(await cookiesOf('GET', '/signin/provider/apple')).toEqual([
    expect.stringMatching(/^__Host-nhost-browser=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; Secure; SameSite=None$/),
  ])
  const identifier = { type: 'email_address', value: 'alice@example.com' }
  expect(await cookiesOf('POST', '/v1/session/otp', JSON.stringify({ identifier }))).toEqual([
    expect.stringMatching(
      /^__Host-verification-login_ins_\w+=[\w-]{43}; Path=\/; Max-Age=1800; HttpOnly; Secure; SameSite=None$/,
    ),
  ])
})
