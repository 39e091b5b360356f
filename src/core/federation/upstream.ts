import {
  allowInsecureRequests,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  genericGrantRequest,
  None,
  type TokenEndpointResponse,
} from 'openid-client'
import { AppError } from '../../errors.ts'
import { epoch } from '../../kit/clock.ts'
import { during } from './protocol/during.ts'
import { fetchProfile } from './protocol/fetch-profile.ts'
import { readTokenAnswer } from './protocol/token-answer.ts'
import { expectNonce, verifyIdToken } from './protocol/verify-id-token.ts'
import type {
  CodeProvider,
  Upstream,
  UpstreamAnswer,
  UpstreamProfile,
  UpstreamRequest,
  UpstreamTokens,
} from './provider.ts'

type CodeUpstream = Upstream<CodeProvider>

/** Where to send the browser for an authorization code (RFC 6749 4.1.1, RFC 7636, OpenID Connect Core 3.1.2.1). */
export async function requestCode(upstream: CodeUpstream, request: UpstreamRequest): Promise<URL> {
  const { provider, settings } = upstream
  const { redirectUri, state, scopes, params, verifier, nonce } = request
  const challenge = verifier === undefined ? undefined : await calculatePKCECodeChallenge(verifier)
  return buildAuthorizationUrl(configure(upstream), {
    redirect_uri: redirectUri,
    response_type: provider.responseType ?? 'code',
    ...(scopes.length > 0 ? { scope: scopes.join(provider.scopeSeparator ?? ' ') } : {}),
    ...(state === undefined ? {} : { state }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(challenge === undefined ? {} : { code_challenge: challenge, code_challenge_method: 'S256' }),
    ...(provider.responseMode === undefined ? {} : { response_mode: provider.responseMode }),
    ...provider.authorizationParams?.(settings, params),
  })
}

/** Turns the code of an answer into tokens and the person's profile. */
export async function redeemCode(upstream: CodeUpstream, answer: UpstreamAnswer): Promise<UpstreamProfile> {
  const { provider, server } = upstream
  checkIssuer(upstream, answer)
  const code = answer.params.get('code')
  if (!code) throw new AppError('upstream.exchange-failed', { provider: provider.id, problem: 'there is no code' })
  const tokens = await grant(upstream, 'authorization_code', answer.scopes, {
    code,
    redirect_uri: answer.redirectUri,
    ...(answer.verifier === undefined ? {} : { code_verifier: answer.verifier }),
  })
  // In a hybrid answer the browser carries an ID token too; our nonce ties it to this sign-in.
  const carried = provider.responseType?.includes('id_token') ? (answer.params.get('id_token') ?? undefined) : undefined
  const idToken = tokens.idToken ?? carried
  return during(provider.id, 'upstream.profile-failed', async () => {
    const claims = provider.protocol === 'oidc' ? await readIdToken(upstream, idToken, answer.nonce) : {}
    const profile = await fetchProfile(upstream, tokens.accessToken)
    if (profile && 'sub' in claims && (profile['sub'] ?? profile['id']) !== claims.sub) {
      // OpenID Connect Core 5.3.2: userinfo about somebody else must not be used.
      throw new Error('the profile is of another subject')
    }
    if (!profile && !('sub' in claims)) throw new Error(`nothing at ${server.tokenUrl} says who this is`)
    return { profile: { ...profile, ...claims, ...provider.answerProfile?.(answer.params) }, tokens }
  })
}

/** New tokens for a refresh token (RFC 6749 section 6); the old refresh token stays when no other comes. */
export async function refreshTokens(upstream: CodeUpstream, refreshToken: string): Promise<UpstreamTokens> {
  const tokens = await grant(upstream, 'refresh_token', [], { refresh_token: refreshToken })
  return { refreshToken, ...tokens }
}

// RFC 9207: an answer that names its issuer must name the one we asked.
function checkIssuer({ provider, server }: CodeUpstream, { params, carrier }: UpstreamAnswer): void {
  const named = params.get('iss')
  const mustName = server.answersNameIssuer && carrier === 'browser'
  if (server.issuer === undefined || (named === null && !mustName)) return
  if (named !== server.issuer) {
    throw new AppError('upstream.refused', { provider: provider.id, problem: 'the answer is of another issuer' })
  }
}

async function readIdToken(upstream: CodeUpstream, idToken: string | undefined, nonce: string | undefined) {
  const checkable = idToken !== undefined && upstream.server.jwksUrl !== undefined
  if (!checkable && upstream.provider.idToken === 'optional') return {}
  return verifyIdToken(upstream, idToken ?? '', { nonce: expectNonce(nonce), presenter: 'us' })
}

async function grant(
  upstream: CodeUpstream,
  type: string,
  asked: readonly string[],
  parameters: Record<string, string>,
): Promise<UpstreamTokens> {
  const { provider, settings, fetch, clock } = upstream
  return during(provider.id, 'upstream.exchange-failed', async () => {
    const secret = await (provider.clientSecret?.(settings, clock.now()) ?? settings.clientSecret)
    const configuration = configure(upstream, secret)
    let idToken: string | undefined
    configuration[customFetch] = async (url, { method, headers, body }) => {
      const form = new URLSearchParams(String(body))
      const answer = await readTokenAnswer(provider, await fetch(url, { method, headers, body: form }))
      idToken = answer.idToken
      return answer.response
    }
    const granted = await genericGrantRequest(configuration, type, parameters)
    return { ...describeTokens(granted, asked, epoch(clock.now())), idToken }
  })
}

function configure({ settings, server, provider }: CodeUpstream, secret = settings.clientSecret): Configuration {
  const method = server.clientAuthentication ?? provider.clientAuthentication
  const authenticate = method === 'basic' ? clientSecretBasic : ClientSecretPost
  const configuration = new Configuration(
    {
      issuer: server.issuer ?? new URL(server.authorizationUrl).origin,
      authorization_endpoint: server.authorizationUrl,
      token_endpoint: server.tokenUrl,
    },
    settings.clientId,
    undefined,
    secret ? authenticate(secret) : None(),
  )
  // Which hosts may be spoken to in plain is decided in one place: kit/outbound.ts.
  allowInsecureRequests(configuration)
  return configuration
}

// RFC 6749 2.3.1, but characters that need no encoding stay: not every provider decodes what it gets.
function clientSecretBasic(secret: string): ClientAuth {
  return (_server, { client_id }, _body, headers) => {
    const pair = `${encodeURIComponent(client_id)}:${encodeURIComponent(secret)}`
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`)
  }
}

function describeTokens(granted: TokenEndpointResponse, asked: readonly string[], now: number): UpstreamTokens {
  const { access_token, refresh_token, expires_in, scope } = granted
  return {
    accessToken: access_token,
    ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
    ...(expires_in === undefined ? {} : { expiresAt: now + expires_in }),
    scopes: scope === undefined ? asked : scope.split(/[\s,]+/).filter((each) => each !== ''),
  }
}
