import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { continueAfterProof, findProof } from '../../src/core/federation/continue-after-proof.ts'
import { linkIdentity } from '../../src/core/federation/identities/link-identity.ts'
import { listIdentities } from '../../src/core/federation/identities/list-identities.ts'
import { unlinkIdentity } from '../../src/core/federation/identities/unlink-identity.ts'
import { admitIdentity } from '../../src/core/federation/matching/admit-identity.ts'
import type { Outcome } from '../../src/core/federation/outcome.ts'
import { saveProvider } from '../../src/core/federation/settings/save-provider.ts'
import { mintTicket } from '../../src/core/tickets/mint-ticket.ts'
import { minutes } from '../../src/kit/clock.ts'
import { newId } from '../../src/kit/ids.ts'
import type { Services } from '../../src/services.ts'
import type { User } from '../../src/store/users.ts'
import { openPolicy, testDoor } from '../support/federation.ts'
import { startServices, type TestServices } from '../support/services.ts'
import { startUpstream, type Upstream } from '../support/upstream.ts'

let upstream: Upstream
let app: TestServices
let services: Services

beforeAll(async () => {
  upstream = await startUpstream()
  app = await startServices(upstream.variables())
  services = app.services
})
beforeEach(() => app.reset())
afterAll(async () => {
  await app.close()
  await upstream.close()
})

const proving = { ...openPolicy, verifyEmail: true }
const signIn = (id: string, policy = openPolicy) => testDoor(services, upstream, policy).signIn(id)
const people = () => services.store.users.count()

function signedIn(outcome: Outcome): User {
  if (outcome.kind !== 'signed-in') throw new Error(`${outcome.kind}, not signed in`)
  return outcome.user
}

function toProve(outcome: Outcome): { email: string; ticket: string } {
  if (outcome.kind !== 'proof-needed') throw new Error(`${outcome.kind}, not to be proven`)
  return outcome
}

describe('an address that the provider vouches for', () => {
  test('joins the account that has proven it, whatever its spelling', async () => {
    const alice = await app.createUser('alice@example.com')
    upstream.as('google').nextUser({ email: 'Alice@Example.COM' })
    expect(signedIn(await signIn('google')).id).toBe(alice.id)
    expect(await people()).toBe(1)
  })

  test('does not join where accounts are not merged', async () => {
    await app.createUser('alice@example.com')
    upstream.as('google').nextUser({ email: 'alice@example.com' })
    const outcome = await signIn('google', { ...openPolicy, merge: false })
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'email.taken' } })
  })

  test('does not join by a provider for which the operator switched that off', async () => {
    const careful = await startServices({ ...upstream.variables(), SOCIAL_GITHUB_ALLOW_EMAIL_MERGE: 'off' })
    const alice = await careful.createUser('alice@example.com')
    const { clientId, clientSecret } = upstream.as('gitlab')
    const settings = { ...careful.services.config.social['gitlab'], clientId, allowEmailMerge: 'off' }
    await saveProvider(careful.services, { id: 'gitlab', enabled: true, secrets: { clientSecret }, settings })
    const come = async (id: 'github' | 'gitlab' | 'google') => {
      upstream.as(id).nextUser({ email: 'alice@example.com' })
      return testDoor(careful.services, upstream).signIn(id)
    }
    expect(await come('github')).toMatchObject({ kind: 'refused', error: { code: 'email.taken' } })
    expect(await come('gitlab')).toMatchObject({ kind: 'refused', error: { code: 'email.taken' } })
    expect(signedIn(await come('google')).id).toBe(alice.id)
    await careful.close()
  })

  test('does not open an account that is disabled or locked', async () => {
    const alice = await app.createUser('alice@example.com')
    upstream.as('google').nextUser({ email: 'alice@example.com' })
    const now = services.clock.now()
    await services.store.users.update(alice.id, { lockedUntil: new Date(now.getTime() + 60_000) })
    expect(await signIn('google')).toMatchObject({ kind: 'refused', error: { code: 'account.locked' } })
    await services.store.users.update(alice.id, { bannedAt: now })
    expect(await signIn('google')).toMatchObject({ kind: 'refused', error: { code: 'account.disabled' } })
  })
})

describe('an address that the provider does not vouch for', () => {
  test('never reaches the account that has it', async () => {
    await app.createUser('alice@example.com')
    upstream.as('gitlab').nextUser({ email: 'alice@example.com', verified: false })
    expect(await signIn('gitlab')).toMatchObject({ kind: 'refused', error: { code: 'email.unverified-conflict' } })
    expect(await signIn('gitlab', proving)).toMatchObject({ kind: 'proof-needed' })
    expect(await people()).toBe(1)
  })

  test('reaches it once the person has proven it, by the same ticket once', async () => {
    const alice = await app.createUser('alice@example.com')
    upstream.as('gitlab').nextUser({ email: 'alice@example.com', verified: false })
    const { email, ticket } = toProve(await signIn('gitlab', proving))
    expect(await findProof(services, ticket)).toEqual({ email, provider: 'gitlab' })
    expect(signedIn(await continueAfterProof(services, { ticket, email })).id).toBe(alice.id)
    await expect(continueAfterProof(services, { ticket, email })).rejects.toThrow('ticket.used')
    expect(signedIn(await signIn('gitlab')).id).toBe(alice.id)
  })

  test('becomes a proven one of a new account', async () => {
    upstream.as('spotify').nextUser({ email: 'new@example.com' })
    const { email, ticket } = toProve(await signIn('spotify', proving))
    const user = signedIn(await continueAfterProof(services, { ticket, email }))
    expect(user.emails.map(({ address, verifiedAt }) => [address, verifiedAt !== null])).toEqual([
      ['new@example.com', true],
    ])
  })

  test('is not proven by the proof of another one', async () => {
    upstream.as('spotify').nextUser({ email: 'new@example.com' })
    const { ticket } = toProve(await signIn('spotify', proving))
    await expect(continueAfterProof(services, { ticket, email: 'mallory@example.com' })).rejects.toThrow(
      'ticket.invalid',
    )
    expect(await people()).toBe(0)
  })

  test('can be proven for half an hour', async () => {
    upstream.as('spotify').nextUser()
    const { email, ticket } = toProve(await signIn('spotify', proving))
    app.advance(minutes(30))
    await expect(continueAfterProof(services, { ticket, email })).rejects.toThrow('ticket.expired')
  })
})

describe('an account somebody made beforehand with an address of another', () => {
  async function squat(): Promise<User> {
    const squatter = await app.createUser('alice@example.com', { proven: false, passwordHash: 'mallory knows it' })
    const userId = squatter.id
    const now = services.clock.now()
    await services.store.emails.create({
      id: newId('email'),
      userId,
      address: 'mallory@example.com',
      verifiedAt: now,
      createdAt: now,
    })
    await services.store.users.update(userId, {
      totpSealed: 'x',
      totpEnabledAt: now,
      passkeys: {
        create: {
          id: newId('passkey'),
          credentialId: 'c',
          publicKey: new Uint8Array(1),
          counter: 0,
          name: 'key',
          createdAt: now,
        },
      },
      sessions: {
        create: {
          id: newId('session'),
          audience: 'nhost',
          createdAt: now,
          lastSeenAt: now,
          expiresAt: new Date(now.getTime() + 1e6),
        },
      },
    })
    upstream.as('discord').nextUser({ email: 'mallory@example.com' })
    await testDoor(services, upstream).signIn('discord', { userId })
    const signIn = {
      id: newId('signIn'),
      userId,
      uidDigest: 'uid',
      userAgent: null,
      ipPrefix: null,
      methods: [],
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + 1e6),
    }
    await services.store.signIns.save(signIn)
    await services.store.artifacts.save('RefreshToken', 'held by mallory', {
      payload: '{}',
      accountId: userId,
      expiresAt: undefined,
    })
    await mintTicket(services, { kind: 'anything', payload: {}, ttl: minutes(5), userId })
    return squatter
  }

  test('is not entered silently', async () => {
    const squatter = await squat()
    upstream.as('google').nextUser({ email: 'alice@example.com' })
    expect(await signIn('google')).toMatchObject({ kind: 'proof-needed', email: 'alice@example.com' })
    expect((await services.store.users.get(squatter.id)).passwordHash).toBe('mallory knows it')
  })

  test('loses everything of its maker when its owner comes', async () => {
    const squatter = await squat()
    upstream.as('google').nextUser({ email: 'alice@example.com' })
    const { email, ticket } = toProve(await signIn('google'))
    const user = signedIn(await continueAfterProof(services, { ticket, email }))
    expect(user).toMatchObject({ id: squatter.id, passwordHash: null, totpSealed: null, totpEnabledAt: null })
    expect(user.emails.map(({ address, verifiedAt }) => [address, verifiedAt !== null])).toEqual([
      ['alice@example.com', true],
    ])
    expect((await listIdentities(services, user.id)).map(({ provider }) => provider)).toEqual(['google'])
    const left = await app.database.sql.query<{ what: string }>(
      `SELECT 'passkey' AS what FROM passkeys UNION ALL SELECT 'session' FROM sessions UNION ALL SELECT 'browser' FROM sign_ins
       UNION ALL SELECT 'artifact' FROM artifacts UNION ALL SELECT 'ticket' FROM tickets WHERE "userId" IS NOT NULL`,
      [],
    )
    expect(left).toEqual([])
  })

  test('does not come back to its maker by the login that was linked', async () => {
    await squat()
    upstream.as('google').nextUser({ email: 'alice@example.com' })
    const { email, ticket } = toProve(await signIn('google'))
    const owner = signedIn(await continueAfterProof(services, { ticket, email }))
    const mallory = signedIn(await signIn('discord'))
    expect(mallory.id).not.toBe(owner.id)
  })
})

describe('identities', () => {
  test('with the same subject at two providers are two people', async () => {
    upstream.as('wechat').nextUser({ id: '4711' })
    upstream.as('strava').nextUser({ id: '4711' })
    expect(signedIn(await signIn('wechat')).id).not.toBe(signedIn(await signIn('strava')).id)
  })

  test('stay who they are when their address changes', async () => {
    upstream.as('gitlab').nextUser({ id: '7', email: 'before@example.com' })
    const before = signedIn(await signIn('gitlab'))
    await app.createUser('after@example.com')
    upstream.as('gitlab').nextUser({ id: '7', email: 'after@example.com' })
    const after = signedIn(await signIn('gitlab'))
    expect(after.id).toBe(before.id)
    expect(after.emails.map(({ address }) => address)).toEqual(['before@example.com'])
    expect((await listIdentities(services, before.id))[0]?.email).toBe('after@example.com')
  })

  test('are not joined by a constant that a provider calls an address', async () => {
    for (const id of ['1', '2']) {
      upstream.as('gitlab').nextUser({ id, email: 'unknown' })
      expect(signedIn(await signIn('gitlab')).emails).toEqual([])
    }
    expect(await people()).toBe(2)
  })

  test('bring plain, short words and nothing that runs', async () => {
    const raw = {
      global_name: `<b>Ada</b>\u0000\u202e ${'x'.repeat(20_000)}`,
      avatar: ['x'],
      locale: { a: 1 },
      flags: 'y'.repeat(20_000),
    }
    upstream.as('discord').nextUser({ raw })
    const user = signedIn(await signIn('discord'))
    expect(user.displayName).toMatch(/^<b>Ada<\/b> x{180,}$/)
    expect(user.displayName).toHaveLength(200)
    expect(user.locale).toBeNull()
    upstream.as('google').nextUser({ picture: 'javascript:alert(1)' })
    expect(signedIn(await signIn('google')).imageUrl).toBeNull()
  })

  test('bring nothing that the database chokes on', async () => {
    upstream.as('discord').nextUser({ raw: { 'a\u0000': ['b\u0000', { '\ud800': '\udfff' }] } })
    upstream.as('discord').changeTokens({ scope: 'identify e\u0000mail', expires_in: 1e300 })
    const user = signedIn(await signIn('discord'))
    upstream.as('discord').changeTokens()
    const [identity] = await listIdentities(services, user.id)
    expect(identity?.approvedScopes).toEqual(['identify'])
    expect(identity?.tokensExpireAt?.getUTCFullYear()).toBeGreaterThan(2030)
  })

  test.each(['', 'x'.repeat(256), 'a\u0000b'])('with the subject %j are refused', async (sub) => {
    upstream.as('linkedin').nextUser({ raw: { sub } })
    expect(await signIn('linkedin')).toMatchObject({ kind: 'refused', error: { code: 'upstream.profile-failed' } })
  })

  test('come once, even when fifty first visits come at once', async () => {
    upstream.as('github').nextUser()
    const outcome = await testDoor(services, upstream).signIn('github', { admission: undefined })
    if (outcome.kind !== 'undecided') throw new Error(outcome.kind)
    const { identity } = outcome
    const admit = () => admitIdentity(services, { identity, admission: { policy: openPolicy } })
    const outcomes = await Promise.all(Array.from({ length: 50 }, admit))
    expect(new Set(outcomes.map((each) => signedIn(each).id)).size).toBe(1)
    expect(outcomes.filter((each) => each.kind === 'signed-in' && each.created)).toHaveLength(1)
    expect(await people()).toBe(1)
  })

  test('without an address come once too', async () => {
    upstream.as('strava').nextUser()
    const outcome = await testDoor(services, upstream).signIn('strava', { admission: undefined })
    if (outcome.kind !== 'undecided') throw new Error(outcome.kind)
    const { identity } = outcome
    const admit = () => admitIdentity(services, { identity, admission: { policy: openPolicy } })
    await Promise.all(Array.from({ length: 50 }, admit))
    expect(await people()).toBe(1)
  })

  test('of somebody else cannot be linked', async () => {
    upstream.as('github').nextUser()
    await signIn('github')
    const alice = await app.createUser()
    const outcome = await testDoor(services, upstream).signIn('github', { userId: alice.id })
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'identity.already-linked' } })
  })

  test('can be linked by a door that decides later', async () => {
    upstream.as('github').nextUser()
    const alice = await app.createUser()
    const outcome = await testDoor(services, upstream).signIn('github', { admission: undefined })
    if (outcome.kind !== 'undecided') throw new Error(outcome.kind)
    const linked = await linkIdentity(services, { userId: alice.id, identity: outcome.identity })
    expect(linked).toMatchObject({ kind: 'linked', already: false })
  })
})

describe('unlinking', () => {
  async function link(user: User, id: 'github' | 'google'): Promise<string> {
    upstream.as(id).nextUser()
    await testDoor(services, upstream).signIn(id, { userId: user.id })
    const identities = await listIdentities(services, user.id)
    return identities.find(({ provider }) => provider === id)?.id ?? ''
  }

  test('leaves a password, and then nothing is linked', async () => {
    const alice = await app.createUser('alice@example.com', { passwordHash: 'x' })
    const identityId = await link(alice, 'github')
    await unlinkIdentity(services, { userId: alice.id, identityId })
    expect(await listIdentities(services, alice.id)).toEqual([])
    await expect(unlinkIdentity(services, { userId: alice.id, identityId })).rejects.toThrow('identity.unknown')
  })

  test('and linking are told to the person by mail', async () => {
    const alice = await app.createUser('alice@example.com', { passwordHash: 'x' })
    await unlinkIdentity(services, { userId: alice.id, identityId: await link(alice, 'github') })
    const mails = await app.database.sql.query('SELECT template, recipient FROM mails ORDER BY id', [])
    const recipient = 'alice@example.com'
    expect(mails).toContainEqual({ template: 'identity-linked', recipient })
    expect(mails).toContainEqual({ template: 'identity-unlinked', recipient })
  })

  test('never takes the last way in', async () => {
    const alice = await app.createUser()
    const identityId = await link(alice, 'github')
    await expect(unlinkIdentity(services, { userId: alice.id, identityId })).rejects.toThrow('identity.last')
  })

  test('never takes the last two at once', async () => {
    const alice = await app.createUser()
    const ids = [await link(alice, 'github'), await link(alice, 'google')]
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        unlinkIdentity(services, { userId: alice.id, identityId: ids[index % 2] ?? '' }),
      ),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await listIdentities(services, alice.id)).toHaveLength(1)
  })

  test('does not reach the login of somebody else', async () => {
    const [alice, bob] = [
      await app.createUser('a@example.com', { passwordHash: 'x' }),
      await app.createUser('b@example.com', { passwordHash: 'x' }),
    ]
    const identityId = await link(alice, 'github')
    await expect(unlinkIdentity(services, { userId: bob.id, identityId })).rejects.toThrow('identity.unknown')
  })
})
