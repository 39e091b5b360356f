import Provider, { type Client, type ResourceServer } from 'oidc-provider'
import { newSecret, type Vault } from '../../kit/secrets.ts'
import { tokenAlgorithm } from './resources.ts'

interface Token {
  resourceServer?: ResourceServer | undefined
  aud?: unknown
  readonly client?: Client | undefined
}

interface TokenModel {
  readonly prototype: { generateTokenId(this: Token): string }
}

// Tokens of machines are shorter than those of people, so that one look tells in which table of ids to search.
const machineTokenBytes = 24

export interface TokenShape {
  readonly issuer: URL
  /** Whether access tokens for no resource are JWTs, too. */
  readonly structured: boolean
  /** Keyed hashes under the secret of the installation. */
  readonly identity: Pick<Vault, 'mac'>
}

/** Gives tokens their form: `oat_…` for access, `ort_…` for refresh tokens (spec/clerk.md A.1.8). */
export function shapeTokens(provider: Provider, { issuer, structured, identity }: TokenShape): void {
  // The engine types its models without the method it documents for overriding.
  const models = provider as unknown as Record<'AccessToken' | 'ClientCredentials' | 'RefreshToken', TokenModel>
  const aim = (token: Token) => {
    // An access token for no resource is for our own userinfo; as a JWT it says so (RFC 9068 section 3).
    if (!structured || token.aud !== undefined) return
    token.resourceServer = userinfoAudience(provider, issuer.origin, tokenAlgorithm(token.client))
  }
  shape(models.AccessToken, () => `oat_${newSecret()}`, aim)
  shape(models.ClientCredentials, () => `oat_${newSecret(machineTokenBytes)}`, aim)
  shape(models.RefreshToken, () => {
    const rotated = Provider.ctx?.oidc.entities.RotatedRefreshToken
    // The successor is a keyed function of its predecessor: a repeated refresh, on any replica and after any crash,
    // arrives at the same one, and nothing has to be stored for it.
    return `ort_${rotated ? identity.mac('refresh-successor', rotated.jti) : newSecret()}`
  })
}

/** Which kind an opaque token is, by its form. */
export function kindOfToken(value: string): 'AccessToken' | 'ClientCredentials' | 'RefreshToken' | undefined {
  if (value.startsWith('ort_')) return 'RefreshToken'
  if (!value.startsWith('oat_')) return undefined
  return value.length === 'oat_'.length + machineTokenBytes * (4 / 3) ? 'ClientCredentials' : 'AccessToken'
}

function shape({ prototype }: TokenModel, makeId: () => string, prepare: (token: Token) => void = () => {}): void {
  const original = prototype.generateTokenId
  prototype.generateTokenId = function generateTokenId() {
    prepare(this)
    // The original also decides between opaque and JWT.
    original.call(this)
    return makeId()
  }
}

function userinfoAudience(provider: Provider, audience: string, alg: string): ResourceServer {
  const server = { audience, scope: '', accessTokenFormat: 'jwt', jwt: { sign: { alg } } } as const
  // The engine's class of resource servers is not among its types.
  const { ResourceServer } = provider as unknown as { ResourceServer: new (id: string, data: object) => ResourceServer }
  return new ResourceServer(audience, server)
}
