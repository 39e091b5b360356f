import { z } from 'zod'
import type { Services } from '../../services.ts'

// What we read of the protocol engine's tokens; the rest is its own.
const payload = z.object({
  clientId: z.string(),
  accountId: z.string().optional(),
  grantId: z.string().optional(),
  scope: z.string().optional(),
  iat: z.number(),
  exp: z.number().optional(),
})

export interface OpaqueToken extends z.output<typeof payload> {
  readonly model: (typeof models)[number]
}

const models = ['AccessToken', 'RefreshToken', 'ClientCredentials'] as const

/** An opaque token that is good now, of whatever kind: neither it nor the grant it hangs on has ended. */
export async function findToken({ store, clock }: Services, token: string): Promise<OpaqueToken | undefined> {
  const now = clock.now()
  for (const model of models) {
    const stored = await store.artifacts.find(model, token, now)
    if (!stored) continue
    const found = { model, ...payload.parse(JSON.parse(stored.payload)) }
    const ended = found.grantId !== undefined && !(await store.artifacts.find('Grant', found.grantId, now))
    return ended ? undefined : found
  }
  return undefined
}
