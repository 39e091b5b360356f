import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listIdentities } from '../../src/core/federation/identities/list-identities.ts'
import { upstreamTokens } from '../../src/core/federation/identities/upstream-tokens.ts'
import { saveProvider } from '../../src/core/federation/settings/save-provider.ts'
import { type TestDoor, testDoor } from '../support/federation.ts'
import { startServices, type TestServices } from '../support/services.ts'
import { startUpstream, type Upstream } from '../support/upstream.ts'

let upstream: Upstream
let app: TestServices
let door: TestDoor

beforeAll(async () => {
  upstream = await startUpstream()
  app = await startServices(upstream.variables())
  door = testDoor(app.services, upstream)
})
beforeEach(async () => {
  await app.reset()
  const { issuer, clientId, clientSecret } = upstream.as('openid')
  const settings = { clientId, issuer }
  await saveProvider(app.services, { id: 'openid', enabled: true, secrets: { clientSecret }, settings })
})
afterAll(async () => {
  await app.close()
  await upstream.close()
})

/** What each provider says of a person whose address it has verified: the address, and whether it vouches for it. */
const providers = {
  apple: { address: 'vouched' },
  azuread: { address: 'claimed' },
  bitbucket: { address: 'vouched' },
  discord: { address: 'vouched' },
  entraid: { address: 'vouched' },
  facebook: { address: 'claimed' },
  github: { address: 'vouched' },
  gitlab: { address: 'vouched' },
  google: { address: 'vouched' },
  linkedin: { address: 'vouched' },
  openid: { address: 'vouched' },
  spotify: { address: 'claimed' },
  strava: { address: 'absent' },
  twitch: { address: 'vouched' },
  twitter: { address: 'vouched' },
  wechat: { address: 'absent' },
  windowslive: { address: 'claimed' },
  workos: { address: 'vouched' },
} as const

const named = Object.entries(providers) as [keyof typeof providers, { address: 'vouched' | 'claimed' | 'absent' }][]

describe.each(named)('%s', (id, { address }) => {
  test('signs a person up, and in again as the same one', async () => {
    const person = upstream.as(id).nextUser()
    const first = await door.signIn(id)
    expect(first).toMatchObject({ kind: 'signed-in', created: true })
    const again = await door.signIn(id)
    expect(again).toMatchObject({ kind: 'signed-in', created: false })
    if (first.kind !== 'signed-in' || again.kind !== 'signed-in') throw new Error('not signed in')
    expect(again.user.id).toBe(first.user.id)
    const addresses = first.user.emails.map((email) => [email.address, email.verifiedAt !== null])
    expect(addresses).toEqual(address === 'absent' ? [] : [[person.email, address === 'vouched']])
    expect(await app.services.store.users.count()).toBe(1)
  })

  test('is linked to an account and leaves its address alone', async () => {
    upstream.as(id).nextUser()
    const user = await app.createUser()
    expect(await door.signIn(id, { userId: user.id })).toMatchObject({
      kind: 'linked',
      already: false,
      user: { id: user.id },
    })
    expect(await door.signIn(id, { userId: user.id })).toMatchObject({ kind: 'linked', already: true })
    expect(await door.signIn(id)).toMatchObject({ kind: 'signed-in', created: false, user: { id: user.id } })
    const now = await app.services.store.users.get(user.id)
    expect(now.emails.map((email) => email.address)).toEqual(['alice@example.com'])
  })

  test('tells a person who declines apart from a failure', async () => {
    upstream.as(id).refuse(id === 'wechat' ? {} : { error: 'access_denied', error_description: 'No <b>thanks</b>' })
    const { door: name, memo, outcome } = await door.finish(id, await upstream.visit(await door.begin(id)))
    upstream.as(id).refuse()
    expect({ name, memo }).toEqual({ name: 'test', memo: { page: 'start' } })
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'upstream.denied', detail: { provider: id } } })
  })

  test('refuses a code that is not its own', async () => {
    const callback = await upstream.visit(await door.begin(id))
    callback.params.set('code', 'invented')
    const { outcome } = await door.finish(id, callback)
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'upstream.exchange-failed' } })
    expect(await app.services.store.users.count()).toBe(0)
  })

  test('keeps its tokens sealed and gives them back', async () => {
    upstream.as(id).nextUser()
    const outcome = await door.signIn(id)
    if (outcome.kind !== 'signed-in') throw new Error(outcome.kind)
    const [held] = await upstreamTokens(app.services, { userId: outcome.user.id, provider: id })
    expect(held?.tokens.accessToken).toMatch(/^at-/)
    const [row] = await app.services.store.identities.listByUser(outcome.user.id)
    expect(JSON.stringify(row)).not.toContain(held?.tokens.accessToken)
    expect(JSON.stringify(await listIdentities(app.services, outcome.user.id))).not.toContain('Sealed')
  })
})
