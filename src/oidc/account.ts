import type { Account, ClaimsParameterMember, FindAccount } from 'oidc-provider'
import { isUsable } from '../core/users/is-usable.ts'
import { claimsOf } from '../core/users/profile/claims-of.ts'
import type { Services } from '../services.ts'

/** Finds the person behind a token or session; nobody is found when they may not sign in any more. */
export function findAccount({ store, clock }: Services): FindAccount {
  return async (ctx, id) => {
    const user = await store.users.find(id)
    if (!user || !isUsable(user, clock.now())) return undefined
    const account: Account & { user: typeof user } = {
      accountId: user.id,
      user,
      async claims(use: string, scope: string, _claims: Record<string, ClaimsParameterMember | null>) {
        if (use === 'id_token' && ctx.oidc?.client?.['claims_in_id_token'] === false) return { sub: user.id }
        // OpenID Connect Core 5.3.2: what is empty is left out.
        const filled = Object.entries(claimsOf(user, scope.split(' '))).filter(([, value]) => value !== null)
        return { ...Object.fromEntries(filled), sub: user.id }
      },
    }
    return account
  }
}
