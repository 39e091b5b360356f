import { exportJWK, generateKeyPair } from 'jose'
import { after, days, hours, minutes } from '../../kit/clock.ts'
import { randomText } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import type { Store } from '../../store/store.ts'
import { type Author, bySystem } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'
import { keyPlace, type SigningAlgorithm, signingAlgorithms } from './current-keys.ts'

/** How long a new key is published before it signs: longer than clients may keep our key set. */
export const publishLead = minutes(20)

/** How old an active key may grow before the job replaces it. */
export const rotationPeriod = days(90)

// Kept while anything it signed may still be shown: the longest token life, and a day for `id_token_hint`.
const retention = days(2)

/** Makes a new key for each algorithm, published now and signing `lead` seconds later; the old ones retire then. */
export async function rotateKeys(
  services: Services,
  { lead, by = bySystem }: { readonly lead: number; readonly by?: Author },
): Promise<readonly string[]> {
  const made = await Promise.all(signingAlgorithms.map((alg) => newKey(services, alg, lead)))
  await services.store.transaction(async (tx) => {
    for (const key of made) await keepKey(services, tx, key)
    const detail = { kids: made.map((key) => key.kid) }
    await recordEvent({ ...services, store: tx }, { type: 'keys.rotated', ...by, detail })
  })
  return made.map((key) => key.kid)
}

/** Makes the first keys; of many starters one wins. */
export async function ensureKeys(services: Services): Promise<void> {
  if ((await services.store.keys.list()).length > 0) return
  const made = await Promise.all(signingAlgorithms.map((alg) => newKey(services, alg, 0)))
  await services.store.transaction(async (tx) => {
    const now = services.clock.now()
    const winner = await tx.settings.keep(
      'keys.first',
      made.map((key) => key.kid),
      now,
    )
    if (winner[0] !== made[0]?.kid) return
    for (const key of made) await tx.keys.create(key)
  })
}

/** Replaces keys past their period and drops those whose signatures nobody may still hold; for `jobs.ts`. */
export async function maintainKeys(services: Services): Promise<void> {
  const { store, clock } = services
  const now = clock.now()
  const newest = (await store.keys.list())[0]
  if (newest && after(newest.activeFrom, rotationPeriod - publishLead) <= now)
    await rotateKeys(services, { lead: publishLead })
  await store.keys.deleteRemovable(now)
}

/** A new key that signs `lead` seconds from now; nobody knows of it yet. */
export async function newKey({ vault, clock }: Services, alg: SigningAlgorithm, lead: number) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true, modulusLength: 2048 })
  const kid = randomText(16)
  const createdAt = clock.now()
  const shared = { kid, alg, use: 'sig' }
  return {
    kid,
    alg,
    publicJwk: { ...plain(await exportJWK(publicKey)), ...shared },
    privateSealed: vault.seal(JSON.stringify({ ...(await exportJWK(privateKey)), ...shared }), keyPlace(kid)),
    createdAt,
    activeFrom: after(createdAt, lead),
  }
}

/** Publishes a new key and retires those before it for when it signs. */
export async function keepKey({ config }: Services, tx: Store, key: Awaited<ReturnType<typeof newKey>>): Promise<void> {
  const longest = Math.max(config.ttl.accessToken, config.ttl.idToken, hours(1))
  await tx.keys.retireOthers(key.alg, key.kid, key.activeFrom, after(key.activeFrom, longest + retention))
  await tx.keys.create(key)
}

function plain(jwk: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(jwk).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
