import { errors, type KoaContextWithOIDC, type TokenEndpointGrantContext } from 'oidc-provider'
// What the engine offers to custom grants; it is checked nowhere but in its one exact version.
import { validateDpop } from 'oidc-provider/lib/helpers/grants.js'
import { epoch, minutes } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'

// The engine takes five minutes either way; a proof that somebody took on its way is worth less to them the older it is.
const oldest = minutes(2)
const furthestAhead = minutes(1)

/** Whether a proof of possession was made just now, by clocks that differ a little (RFC 9449 section 11.1). */
export function isRecent({ clock }: Pick<Services, 'clock'>, { iat }: { readonly iat: number }): boolean {
  const age = epoch(clock.now()) - iat
  return age <= oldest && age >= -furthestAhead
}

/** Refuses a request of an application that comes with a proof of another time. */
export async function refuseOldProofs(services: Pick<Services, 'clock'>, ctx: KoaContextWithOIDC): Promise<void> {
  // Typed for custom grants only; it looks at the header and where it was sent.
  const proof = await validateDpop(ctx.oidc.provider, ctx as TokenEndpointGrantContext)
  if (proof && !isRecent(services, proof)) throw new errors.InvalidDpopProof('DPoP proof iat is not recent enough')
}
