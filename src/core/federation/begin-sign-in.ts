import { after, minutes } from '../../kit/clock.ts'
import type { UserId } from '../../kit/ids.ts'
import { digest, newSecret } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { Json } from '../../store/prisma.ts'
import type { Admission } from './outcome.ts'
import { during } from './protocol/during.ts'
import type { CodeProvider, Upstream, UpstreamRequest } from './provider.ts'
import { getProvider } from './settings/effective-provider.ts'
import { openUpstream } from './settings/open-upstream.ts'
import { type AttemptSecrets, attemptPlace } from './take-attempt.ts'
import { requestCode } from './upstream.ts'

export interface BeginSignIn {
  readonly provider: string
  /** Who begins; only this door's callback may finish. */
  readonly door: string
  /** Where the provider sends the browser back to, exactly as registered there. */
  readonly callbackUrl: string
  /** The door's own notes; they come back unread. */
  readonly memo: Json
  /** Something that only this browser or client can show again. */
  readonly binding?: string | undefined
  /** Who is signed in and wants to link the identity. */
  readonly userId?: UserId | undefined
  /** Terms to decide by at once; without them the outcome is `undecided` and the door calls `admitIdentity`. */
  readonly admission?: Admission | undefined
  readonly scopes?: readonly string[] | undefined
  /** Parameters that some providers understand, such as WorkOS's `connection`. */
  readonly params?: Readonly<Record<string, string>>
  /** The app itself receives the answer: its own state goes out as it is, and `key` finds the attempt again. */
  readonly direct?: { readonly key: string; readonly state?: string | undefined } | undefined
}

const lifetime = minutes(10)

/** Remembers a sign-in at a provider and answers the URL to send the browser to. */
export async function beginSignIn(services: Services, input: BeginSignIn): Promise<URL> {
  const effective = await getProvider(services, input.provider)
  const upstream = await openUpstream(services, effective)
  const request = makeRequest(upstream, input)
  const { url, secret } = await during(input.provider, 'upstream.refused', () => begin(upstream, request))
  await remember(services, input, input.direct?.key ?? request.state ?? '', {
    verifier: request.verifier,
    nonce: request.nonce,
    secret,
    scopes: request.scopes,
    admission: input.admission,
  })
  return url
}

function makeRequest(
  { provider, settings }: Upstream,
  { callbackUrl, scopes, params = {}, direct }: BeginSignIn,
): UpstreamRequest {
  const speaksCode = provider.protocol !== 'custom'
  // An app that redeems its code elsewhere may lack our verifier then: only where the provider insists.
  const pkce = speaksCode && (direct ? provider.pkce === 'required' : provider.pkce !== false)
  return {
    redirectUri: callbackUrl,
    state: direct ? direct.state : newSecret(),
    scopes: scopes ?? settings.scopes ?? provider.scopes,
    params,
    verifier: pkce ? newSecret() : undefined,
    nonce: provider.protocol === 'oidc' && !direct ? newSecret() : undefined,
  }
}

async function begin(upstream: Upstream, request: UpstreamRequest): Promise<{ url: URL; secret?: string }> {
  const { provider } = upstream
  if (provider.protocol === 'custom') return provider.begin(upstream, request)
  return { url: await requestCode({ ...upstream, provider } satisfies Upstream<CodeProvider>, request) }
}

async function remember({ store, vault, clock }: Services, input: BeginSignIn, key: string, secrets: AttemptSecrets) {
  const { provider, door, callbackUrl, memo, binding, userId, direct } = input
  const stateDigest = digest(key)
  const now = clock.now()
  const attempt = {
    stateDigest,
    door,
    provider,
    redirectUri: callbackUrl,
    // As text: whatever a stranger put into it, the database need not understand it.
    memo: JSON.stringify(memo),
    bindingDigest: binding === undefined ? null : digest(binding),
    secretsSealed: vault.seal(JSON.stringify(secrets), attemptPlace(stateDigest)),
    userId: userId ?? null,
    createdAt: now,
    expiresAt: after(now, lifetime),
  }
  await (direct ? store.attempts.replace(attempt) : store.attempts.create(attempt))
}
