import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'
import { findToken } from './find-token.ts'
import { isStructured, readStructuredToken } from './read-structured-token.ts'

export interface RevokeToken {
  /** The application whose token it must be. */
  readonly clientId: string
  readonly token: string
  readonly by: Author
}

/** Ends a token with the whole grant it hangs on: every access and refresh token of that sign-in. */
export async function revokeToken(services: Services, { clientId, token, by }: RevokeToken): Promise<void> {
  const { store, clock } = services
  const known = isStructured(token) ? await readStructuredToken(services, token) : await findToken(services, token)
  if (known === undefined || known === 'expired' || known.clientId !== clientId) throw new AppError('resource.unknown')
  const { grantId, accountId } = known
  await store.transaction(async (tx) => {
    if (grantId !== undefined) await tx.artifacts.deleteByGrant(grantId)
    else if (!(await tx.artifacts.delete('ClientCredentials', token))) {
      throw new AppError('input.invalid', { field: 'token', reason: 'is a JWT without a grant and ends by itself' })
    }
    await recordEvent({ store: tx, clock }, { type: 'oauth_token.revoked', ...by, target: accountId, clientId })
  })
}
