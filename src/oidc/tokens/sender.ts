import type Koa from 'koa'
import type Provider from 'oidc-provider'
import { errors, type TokenEndpointGrantContext } from 'oidc-provider'
// What the engine offers to custom grants; it is checked nowhere but in its one exact version.
import { checkDpopReplay, validateDpop } from 'oidc-provider/lib/helpers/grants.js'
import type { Services } from '../../services.ts'
import type { Access } from './find-access.ts'
import { isRecent } from './recent-proofs.ts'

/** A protected address of ours, as a DPoP proof names it. */
export interface ProtectedAddress extends Pick<Services, 'clock'> {
  readonly provider: Provider
  readonly url: string
}

/**
 * Whether the request comes from whom the token was given to: a token bound to a key (RFC 9449) needs a proof of that key
 * for this very request, any other must come without.
 */
export async function isFromHolder(
  ctx: Koa.Context,
  { clock, provider, url }: ProtectedAddress,
  held: HeldToken,
): Promise<boolean> {
  const { scheme, value, access } = held
  if (scheme === 'bearer') return access.jkt === undefined
  const request = withEngineContext(ctx, provider, url)
  try {
    const proof = await validateDpop(provider, request, value)
    if (!proof || proof.thumbprint !== access.jkt || !isRecent({ clock }, proof)) return false
    await checkDpopReplay(provider, request, proof, access.clientId, errors.InvalidToken)
    return true
  } catch (error) {
    if (error instanceof errors.OIDCProviderError) return false
    throw error
  }
}

export interface HeldToken {
  readonly scheme: 'bearer' | 'dpop'
  readonly value: string
  readonly access: Access
}

// The engine's helpers ask the request for its provider and address; userinfo is no route of the engine's.
function withEngineContext(ctx: Koa.Context, provider: Provider, url: string): TokenEndpointGrantContext {
  const oidc = { provider, route: 'userinfo', urlFor: () => url }
  return Object.create(ctx, { oidc: { value: oidc } }) as TokenEndpointGrantContext
}
