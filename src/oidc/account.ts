import type { Account, ClaimsParameterMember, FindAccount } from 'oidc-provider'
import type { Services } from '../services.ts'
import { isUsable } from '../core/users/is-usable.ts'
import { claimsOf } from '../core/users/claims-of.ts'

/** Finds the person behind a token or session; nobody is found when they may not sign in any more. */
export function findAccount({ store, clock }: Services): FindAccount {
  return async (ctx, id) => {
    const user = await store.users.find(id)
    if (!user || !isUsable(user, clock.now())) return undefined
    const account: Account & { user: typeof user } = {
      accountId: user.id,
      user,
      async claims(use: string, scope: string, _claims: Record<string, ClaimsParameterMember | null>) {
        const inIdToken = ctx.oidc?.client?.['claims_in_id_token'] !== false
        return use === 'id_token' && !inIdToken ? { sub: user.id } : { ...claimsOf(user, scope.split(' ')), sub: user.id }
      },
    }
    return account
  }
}
