import { AppError } from '../../errors.ts'
import type { UserId } from '../../kit/ids.ts'
import { digest, equal } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { Visit } from '../audit/visit.ts'
import { concludeSignIn } from './conclude-sign-in.ts'
import type { Admission, Outcome } from './outcome.ts'
import { during } from './protocol/during.ts'
import { tidyIdentity, type UpstreamIdentity } from './protocol/tidy-identity.ts'
import { verifyIdToken } from './protocol/verify-id-token.ts'
import type { Upstream } from './provider.ts'
import { readIdentity } from './read-identity.ts'
import { type TakenAttempt, takeAttempt } from './take-attempt.ts'

export type UpstreamCredential =
  | { readonly kind: 'code'; readonly code: string; readonly redirectUri?: string | undefined }
  | { readonly kind: 'id-token'; readonly idToken: string; readonly nonce?: string | undefined }

export interface RedeemCredential {
  readonly provider: string
  readonly door: string
  readonly credential: UpstreamCredential
  /** Finds the attempt that `beginSignIn` made under the same key; left out when the app began on its own. */
  readonly key?: string | undefined
  readonly userId?: UserId | undefined
  readonly admission?: Admission | undefined
  readonly visit?: Visit | undefined
}

/** Takes what an app got from a provider itself: a code, or an ID token that was issued for our client. */
export async function redeemCredential(services: Services, input: RedeemCredential): Promise<Outcome> {
  const { provider, door, credential, key, userId, admission, visit } = input
  const taken = key === undefined ? undefined : await takeAttempt(services, { key, provider, doors: [door] })
  return concludeSignIn(services, {
    provider,
    userId,
    admission,
    visit,
    identify: (upstream) =>
      credential.kind === 'code'
        ? readCode(upstream, credential, taken)
        : readIdToken(upstream, credential.idToken, credential.nonce),
  })
}

function readCode(
  upstream: Upstream,
  { code, redirectUri }: Extract<UpstreamCredential, { kind: 'code' }>,
  taken: TakenAttempt | undefined,
): Promise<UpstreamIdentity> {
  const began = taken?.attempt.redirectUri
  const used = redirectUri ?? began
  const { provider, settings } = upstream
  if (used === undefined || (began !== undefined && began !== used)) {
    throw new AppError('upstream.exchange-failed', { provider: provider.id, problem: 'another redirect URI' })
  }
  const { verifier, nonce, secret, scopes = settings.scopes ?? provider.scopes } = taken?.secrets ?? {}
  const params = new URLSearchParams({ code })
  return readIdentity(upstream, { carrier: 'app', params, redirectUri: used, verifier, nonce, secret, scopes })
}

function readIdToken(upstream: Upstream, idToken: string, nonce: string | undefined): Promise<UpstreamIdentity> {
  const { provider } = upstream
  if (provider.protocol !== 'oidc') throw new AppError('input.invalid', { provider: 'issues no ID tokens' })
  return during(provider.id, 'upstream.profile-failed', async () => {
    const claims = await verifyIdToken(upstream, idToken, {
      presenter: 'app',
      nonce: (claimed) => isOwnNonce(claimed, nonce),
    })
    return tidyIdentity(provider.id, provider.identify(claims), claims)
  })
}

// Native kits of Apple and Google put SHA-256 of the app's nonce, in hex, into the token.
function isOwnNonce(claimed: string | undefined, nonce: string | undefined): boolean {
  if (claimed === undefined || nonce === undefined) return claimed === nonce
  return equal(claimed, nonce) || equal(Buffer.from(claimed, 'hex').toString('base64url'), digest(nonce))
}
