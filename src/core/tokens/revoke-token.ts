import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'
import { findToken } from './find-token.ts'

export interface RevokeToken {
  /** The application whose token it must be. */
  readonly clientId: string
  readonly token: string
  readonly by: Author
}

/** Ends a token with the whole grant it hangs on: every access and refresh token of that sign-in. */
export async function revokeToken(services: Services, { clientId, token, by }: RevokeToken): Promise<void> {
  const { store, clock } = services
  await store.transaction(async (tx) => {
    const found = await findToken({ ...services, store: tx }, token)
    if (found?.clientId !== clientId) throw new AppError('resource.unknown')
    if (found.grantId === undefined) await tx.artifacts.delete(found.model, token)
    else await tx.artifacts.deleteByGrant(found.grantId)
    const event = { type: 'oauth_token.revoked', ...by, target: found.accountId, clientId }
    await recordEvent({ store: tx, clock }, event)
  })
}
