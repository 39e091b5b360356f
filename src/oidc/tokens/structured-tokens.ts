import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import type Provider from 'oidc-provider'
import type { AccessToken, Client, JWTStructured, KoaContextWithOIDC } from 'oidc-provider'
import { z } from 'zod'
import type { PrivateKey } from '../../core/keys/current-keys.ts'
import type { Services } from '../../services.ts'
import { kindOfToken } from './token-ids.ts'

// Hides a JWT from the engine's blanket refusal of structured tokens at introspection.
const disguise = 'jwt:'

// What we put into access tokens (RFC 9068 section 2.2), and the grant they hang on.
const claims = z.object({
  jti: z.string(),
  sub: z.string(),
  client_id: z.string(),
  iat: z.number(),
  exp: z.number(),
  aud: z.string(),
  scope: z.string().optional(),
  grant_id: z.string().optional(),
  cnf: z.object({ jkt: z.string() }).optional(),
  act: z.record(z.string(), z.unknown()).optional(),
})

type Find = (value: string, options?: object) => Promise<unknown>

export interface StructuredTokensInput {
  readonly services: Pick<Services, 'issuer' | 'clock'>
  readonly keys: readonly PrivateKey[]
}

/** Lets the engine find JWT access tokens of ours as it finds opaque ones: by signature and grant instead of by row. */
export function findStructuredTokens(provider: Provider, input: StructuredTokensInput): void {
  const verify = verifier(input)
  const models = provider as unknown as Record<'AccessToken' | 'ClientCredentials' | 'RefreshToken', { find: Find }>
  replaceFind(models.AccessToken, 'AccessToken', async (jwt) => {
    const token = namesGrant(jwt) ? await verify(jwt) : undefined
    return token && accessToken(provider, token)
  })
  replaceFind(models.ClientCredentials, 'ClientCredentials', async (jwt) => {
    const token = namesGrant(jwt) ? undefined : await verify(jwt)
    return token && new provider.ClientCredentials(members(token))
  })
  replaceFind(models.RefreshToken, 'RefreshToken', async () => undefined)
}

/** The form in which a token passes the engine on its way to `find`, if it may be a JWT: opaque ones have no dots. */
export function disguised(token: string): string {
  return token.includes('.') ? `${disguise}${token}` : token
}

/** Adds the grant to a JWT access token: with the grant, the token dies. */
export function addGrant(_ctx: KoaContextWithOIDC, token: unknown, jwt: JWTStructured): void {
  const { grantId } = token as Partial<AccessToken>
  if (grantId !== undefined) jwt.payload['grant_id'] = grantId
}

function replaceFind(model: { find: Find }, kind: string, findJwt: (jwt: string) => Promise<unknown>): void {
  const original = model.find.bind(model)
  model.find = async (value, options) => {
    if (typeof value !== 'string') return undefined
    const jwt = value.startsWith(disguise) ? value.slice(disguise.length) : value
    if (jwt.includes('.')) return findJwt(jwt)
    return kindOfToken(value) === kind ? original(value, options) : undefined
  }
}

function verifier({ services: { issuer, clock }, keys }: StructuredTokensInput) {
  const keySet = createLocalJWKSet({ keys: keys.map((key) => key.publicJwk) })
  const checks = { issuer: issuer.origin, algorithms: ['RS256', 'ES256'], typ: 'at+jwt' }
  return async (jwt: string) => {
    if (!isCanonical(jwt)) return undefined
    try {
      const { payload } = await jwtVerify(jwt, keySet, { ...checks, currentDate: clock.now() })
      return claims.parse(payload)
    } catch {
      // Whatever is wrong with it, it is no token of ours.
      return undefined
    }
  }
}

// A signature decodes from several texts; only the one we wrote is the token.
function isCanonical(jwt: string): boolean {
  return jwt.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part)
}

async function accessToken(provider: Provider, token: z.output<typeof claims>): Promise<AccessToken | undefined> {
  const grant = token.grant_id === undefined ? undefined : await provider.Grant.find(token.grant_id)
  // The subject of the token may be a pairwise one; the grant knows the person.
  const { accountId, jti: grantId } = grant ?? {}
  if (accountId === undefined || grantId === undefined) return undefined
  return new provider.AccessToken({ ...members(token), accountId, grantId, gty: 'authorization_code' })
}

// The engine's types want a loaded client where its models take the id of one as well.
function members({ jti, client_id, iat, exp, aud, scope, cnf, act }: z.output<typeof claims>): { client: Client } {
  const extra = act ? { extra: { act } } : {}
  return { jti, clientId: client_id, iat, exp, aud, scope, jkt: cnf?.jkt, ...extra } as unknown as { client: Client }
}

// Whether it speaks of a person, by its own word: the signature is checked afterwards.
function namesGrant(jwt: string): boolean {
  try {
    return 'grant_id' in decodeJwt(jwt)
  } catch {
    return false
  }
}
