import { z } from 'zod'
import type { Services } from '../../services.ts'

/** A token of an application, as far as operators care: whose it is, for what, and what it hangs on. */
export interface KnownToken {
  readonly kind: 'access' | 'refresh'
  readonly clientId: string
  /** The person; undefined when the application acts for itself. */
  readonly accountId: string | undefined
  readonly grantId: string | undefined
  readonly audience: string | undefined
  readonly scope: string
  readonly issuedAt: number
  readonly expiresAt: number | undefined
}

// What we read of the protocol engine's tokens; the rest is its own.
const payload = z.object({
  clientId: z.string(),
  accountId: z.string().optional(),
  grantId: z.string().optional(),
  aud: z.string().optional().catch(undefined),
  scope: z.string().default(''),
  iat: z.number(),
  exp: z.number().optional(),
})

const models = ['AccessToken', 'RefreshToken', 'ClientCredentials'] as const

/** An opaque token that is good now, of whatever kind: neither it nor the grant it hangs on has ended. */
export async function findToken({ store, clock }: Services, token: string): Promise<KnownToken | undefined> {
  const now = clock.now()
  for (const model of models) {
    const stored = await store.artifacts.find(model, token, now)
    if (!stored) continue
    const { clientId, accountId, grantId, aud: audience, scope, iat, exp } = payload.parse(JSON.parse(stored.payload))
    if (grantId !== undefined && !(await store.artifacts.find('Grant', grantId, now))) return undefined
    const kind = model === 'RefreshToken' ? 'refresh' : 'access'
    return { kind, clientId, accountId, grantId, audience, scope, issuedAt: iat, expiresAt: exp }
  }
  return undefined
}
