import { afterAll, beforeAll, expect, test } from 'vitest'
import { useRecoveryCode } from '../../../src/core/factors/recovery-codes/use-recovery-code.ts'
import { useTotp } from '../../../src/core/factors/totp/use-totp.ts'
import { openSecrets } from '../../../src/core/federation/settings/provider-secrets.ts'
import { createResealer, resealSecrets } from '../../../src/core/maintenance/reseal-secrets.ts'
import { mintTicket } from '../../../src/core/tickets/mint-ticket.ts'
import { redeemTicket } from '../../../src/core/tickets/redeem-ticket.ts'
import { minutes } from '../../../src/kit/clock.ts'
import { createLog } from '../../../src/kit/log.ts'
import type { Services } from '../../../src/services.ts'
import { sealedTables } from '../../../src/store/sealed.ts'
import { api } from '../../support/api.ts'
import { startApp, type TestApp, type TestClient } from '../../support/app.ts'
import { enrolTotp, someVisit } from '../../support/people.ts'
import { basic, postForm } from '../../support/post-form.ts'
import { protocol } from '../../support/protocol.ts'
import { type Replica, startReplica } from '../../support/replica.ts'

const [older, newest] = [21, 42].map((byte) => Buffer.alloc(32, byte).toString('base64url')) as [string, string]

let app: TestApp
let client: TestClient
const replicas: Replica[] = []

beforeAll(async () => {
  app = await startApp({ MASTER_KEY: older })
  client = await app.createClient()
})
afterAll(async () => {
  for (const replica of replicas) await replica.close()
  await app.close()
})

/** A replica that was started with another `MASTER_KEY`. */
async function startWith(masterKey: string): Promise<Replica> {
  const replica = await startReplica(app, { MASTER_KEY: masterKey })
  replicas.push(replica)
  return replica
}

async function keySet({
  origin,
  headers = {},
}: {
  origin: string
  headers?: Record<string, string>
}): Promise<unknown> {
  return (await fetch(`${origin}/.well-known/jwks.json`, { headers })).json()
}

/** Values that the newest key did not seal. */
async function sealedUnderAnother({ store, vault }: Services): Promise<readonly string[]> {
  const old = await Promise.all(
    sealedTables.map(async (table) => {
      const rows = await store.sealed.list(table, { mark: vault.mark, limit: 1000 })
      return rows.filter(({ sealed }) => sealed !== null).map(() => table)
    }),
  )
  return old.flat()
}

test('what an older master key sealed is sealed anew by all replicas at once, and the older key can go', async () => {
  const alice = await app.createUser()
  const totp = await enrolTotp(app, alice)
  await api(app).done('put', '/v1/providers/google', { client_id: 'g-id', client_secret: 'g-secret-value' })
  const ticket = await mintTicket(app.services, { kind: 'test', payload: 'carried', ttl: minutes(10) })
  const waiting = await app.browser().open(`/oauth/authorize?${protocol(app, client).request()}`)
  const machine = await app.createClient({ grantTypes: ['client_credentials'] })
  const published = await keySet(app)

  const rotating = await Promise.all([1, 2].map(() => startWith(`${newest},${older}`)))
  const [one, other] = rotating as [Replica, Replica]
  expect(new Set(await sealedUnderAnother(one.services))).toEqual(
    new Set(['signing_keys', 'settings', 'users', 'provider_configs', 'mails', 'tickets', 'artifacts']),
  )
  await Promise.all(rotating.map(({ services }) => resealSecrets(services)))
  expect(await sealedUnderAnother(other.services)).toEqual([])

  const { services, origin, headers } = await startWith(newest)
  const user = await services.store.users.get(alice.id)
  expect(await useTotp(services, user, totp.code())).toBe(true)
  const [recovery = ''] = totp.recoveryCodes
  expect(await useRecoveryCode(services, { user, code: recovery, visit: someVisit })).toBe(true)
  const google = await services.store.providers.find('google')
  expect(google && openSecrets(services.vault, google)).toEqual({ clientSecret: 'g-secret-value' })
  expect(await redeemTicket(services, { kind: 'test', token: ticket })).toBe('carried')
  expect(await keySet({ origin, headers })).toEqual(published)
  const issued = await postForm(
    { origin },
    '/oauth/token',
    { grant_type: 'client_credentials' },
    { ...headers, ...basic(machine) },
  )
  expect(issued.status).toBe(200)
  expect(waiting.url.pathname).toMatch(/^\/interaction\//)
  expect((await fetch(`${origin}${waiting.url.pathname}`, { headers })).status).toBeLessThan(500)
})

test('the operator is told when the older keys open nothing any more, and what no key opens holds nothing up', async () => {
  const { services } = await startWith(`${newest},${older}`)
  const { store, clock } = app.services
  const place = 'settings.try.client'
  const foreign = app.services.vault.seal('{}', place).replace(/^1\.[^.]+/, '1.elsewher')
  await store.settings.save('lost', foreign, clock.now())
  await store.settings.save('try.client', app.services.vault.seal('{}', place), clock.now())
  const lines: string[] = []
  const log = createLog({ level: 'info', format: 'json' }, { write: (line) => void lines.push(line) })
  const said = () => lines.splice(0).map((line) => JSON.parse(line) as { msg: string; values?: number })
  const reseal = createResealer({ ...services, log })
  await reseal()
  expect(said().at(-1)).toMatchObject({ msg: 'sealed anew under the newest master key', values: 1 })
  await reseal()
  expect(said().at(-1)?.msg).toContain('MASTER_KEY may hold the newest alone')
  await reseal()
  expect(said()).toEqual([])
  expect(services.vault.open((await store.settings.find<string>('try.client')) ?? '', place)).toBe('{}')
})
