import { z } from 'zod'
import { after, minutes } from '../../kit/clock.ts'
import type { UserId } from '../../kit/ids.ts'
import { newSecret } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { Proof } from './assurance.ts'

/** A sign-in that has begun and is not finished: who it is, and what they have shown so far. */
export interface Progress {
  readonly userId: UserId
  readonly proofs: readonly Proof[]
  readonly remember: boolean
  /** Names this round of tries at the second step. */
  readonly challenge: string
}

/** What a person has shown, as it lies in the store. */
export const proofName = z.enum([
  'password',
  'email-code',
  'federated',
  'passkey',
  'verified-passkey',
  'totp',
  'recovery-code',
])
const shape = z.object({ userId: z.string(), proofs: z.array(proofName), remember: z.boolean(), challenge: z.string() })

const model = 'SignInProgress'
const patience = minutes(15)

/** Remembers how far the sign-in of an interaction has come; it lies here and not in the form, so nobody can skip ahead. */
export async function saveProgress(
  { store, clock }: Services,
  uid: string,
  progress: Omit<Progress, 'challenge'>,
): Promise<void> {
  const payload = JSON.stringify({ ...progress, challenge: newSecret(16) })
  await store.artifacts.save(model, uid, {
    payload,
    accountId: progress.userId,
    expiresAt: after(clock.now(), patience),
  })
}

/** How far the sign-in of an interaction has come. */
export async function findProgress({ store, clock }: Services, uid: string): Promise<Progress | undefined> {
  const stored = await store.artifacts.find(model, uid, clock.now())
  return stored && shape.parse(JSON.parse(stored.payload))
}

/** Forgets it: the sign-in is finished, or starts over. */
export async function endProgress({ store }: Services, uid: string): Promise<void> {
  await store.artifacts.delete(model, uid)
}
