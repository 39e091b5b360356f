import { z } from 'zod'
import { after, hours } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'

const place = 'artifacts.Restart'
const params = z.record(z.string(), z.string())

/** Remembers an authorization request beyond its interaction, so that a page left open over night can start again. */
export async function rememberRestart(
  { store, vault, clock }: Services,
  uid: string,
  request: Record<string, unknown>,
): Promise<void> {
  const texts = Object.entries(request).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const payload = vault.seal(JSON.stringify(Object.fromEntries(texts)), place)
  await store.artifacts.save('Restart', uid, { payload, expiresAt: after(clock.now(), hours(24)) })
}

/** The request behind an interaction that has ended. */
export async function findRestart(
  { store, vault, clock }: Services,
  uid: string,
): Promise<Record<string, string> | undefined> {
  const stored = await store.artifacts.find('Restart', uid, clock.now())
  return stored && params.parse(JSON.parse(vault.open(stored.payload, place)))
}
