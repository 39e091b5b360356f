import { newId, type UserId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import { recordEvent } from '../audit/record-event.ts'

export interface GivenConsent {
  readonly userId: UserId
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly resourceScopes: Readonly<Record<string, readonly string[]>>
  readonly ip?: string | undefined
}

/** Adds to what a person lets an application do, for all their devices. */
export async function giveConsent(services: Services, given: GivenConsent): Promise<void> {
  const { userId, clientId, ip } = given
  await services.store.transaction(async (tx) => {
    const id = newId('consent')
    const at = services.clock.now()
    // Two that are given at the same moment add up.
    await tx.consents.hold({ id, userId, clientId, at })
    const before = await tx.consents.find(userId, clientId)
    const known = (before?.resourceScopes ?? {}) as Record<string, string[]>
    await tx.consents.save({
      id,
      userId,
      clientId,
      scopes: union(before?.scopes ?? [], given.scopes),
      resourceScopes: Object.fromEntries(
        Object.keys({ ...known, ...given.resourceScopes }).map((resource) => [
          resource,
          union(known[resource] ?? [], given.resourceScopes[resource] ?? []),
        ]),
      ),
      at,
    })
    const event = { type: 'oauth_authorization.granted', actor: { type: 'user', id: userId } as const, clientId, ip }
    await recordEvent({ ...services, store: tx }, { ...event, detail: { scopes: given.scopes } })
  })
}

function union(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])]
}
