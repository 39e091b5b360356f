import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { Browser } from '../support/browser.ts'
import { proofKey } from '../support/dpop.ts'
import { basic, type JsonAnswer, postForm } from '../support/post-form.ts'
import { passPages, protocol } from '../support/protocol.ts'
import { type Replica, startReplica } from '../support/replica.ts'

const rounds = 200
const atOnce = 10
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

let app: TestApp
let other: Replica

beforeAll(async () => {
  app = await startApp()
  other = await startReplica(app)
  await app.createUser()
})
afterAll(async () => {
  await other.close()
  await app.close()
})

/** Posts the same form twice to each of two replicas, all at once. */
function race(path: string, values: Record<string, string>, headers: Record<string, string>): Promise<JsonAnswer[]> {
  const own = () => postForm(app, path, values, headers)
  const others = () => postForm(other, path, values, { ...headers, ...other.headers })
  return Promise.all([own(), others(), own(), others()])
}

/** Runs all rounds, some at a time, and counts how many winners each had. */
async function winners(round: () => Promise<readonly boolean[]>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (let done = 0; done < rounds; done += atOnce) {
    for (const each of await Promise.all(Array.from({ length: atOnce }, round))) {
      const won = each.filter(Boolean).length
      counts[won] = (counts[won] ?? 0) + 1
    }
  }
  return counts
}

function successes(answers: readonly JsonAnswer[]): readonly boolean[] {
  for (const { status } of answers) expect([200, 400]).toContain(status)
  return answers.map(({ status }) => status === 200)
}

test('a proof of possession is used once (G08)', async () => {
  const client = await app.createClient({ grantTypes: ['client_credentials'], redirectUris: [] })
  const key = await proofKey()
  const counts = await winners(async () => {
    const dpop = await key.prove({ url: `${app.origin}/oauth/token` })
    return successes(await race('/oauth/token', { grant_type: 'client_credentials' }, { ...basic(client), dpop }))
  })
  expect(counts).toEqual({ 1: rounds })
}, 120_000)

test('a device code is redeemed once (H07)', async () => {
  const client = await app.createClient({ grantTypes: [deviceGrant] })
  // One browser approves one device at a time; the devices then ask at once.
  const approve = async (browser: Browser) => {
    const { body } = await postForm(app, '/oauth/device_authorization', { scope: 'openid' }, basic(client))
    const page = await browser.open(body.verification_uri_complete)
    const done = await passPages(await page.submit({}, { button: 'Connect' }))
    expect(done.text).toContain('connected')
    codes.push(body.device_code)
  }
  const codes: string[] = []
  const browsers = Array.from({ length: atOnce }, () => app.browser())
  for (let done = 0; done < rounds; done += atOnce) await Promise.all(browsers.map(approve))
  const counts = await winners(async () => {
    const form = { grant_type: deviceGrant, device_code: codes.pop() ?? '' }
    return successes(await race('/oauth/token', form, basic(client)))
  })
  expect(counts).toEqual({ 1: rounds })
}, 120_000)

test('a pushed request is answered once (G04)', async () => {
  const client = await app.createClient()
  const { request, authorize } = protocol(app, client)
  const browsers = [app.browser(), new Browser(other.origin)] as const
  for (const browser of browsers) {
    if (browser.origin === other.origin) Object.assign(browser.headers, other.headers)
    else await authorize({}, { browser })
  }
  // The second browser shows the same cookies to the other replica.
  for (const [name, cookie] of browsers[0].cookies) browsers[1].cookies.set(name, cookie)
  const form = Object.fromEntries(request())
  const counts = await winners(async () => {
    const { body } = await postForm(app, '/oauth/par', form, basic(client))
    const address = `/oauth/authorize?${new URLSearchParams({ client_id: client.clientId, request_uri: body.request_uri })}`
    const answers = await Promise.all(browsers.map((browser) => browser.request(address)))
    return answers.map(({ headers }) => headers.get('location')?.includes('code=') === true)
  })
  expect(counts).toEqual({ 1: rounds })
}, 120_000)
