import Provider from 'oidc-provider'
import { newSecret } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'

interface TokenModel {
  readonly prototype: { generateTokenId(): string }
}

/** Gives tokens their form: `oat_…` for access, `ort_…` for refresh tokens (spec/clerk.md A.1.8). */
export function shapeTokens(provider: Provider, { vault }: Services): void {
  // The engine types its models without the method it documents for overriding.
  const models = provider as unknown as Record<'AccessToken' | 'ClientCredentials' | 'RefreshToken', TokenModel>
  shape(models.AccessToken, () => `oat_${newSecret()}`)
  shape(models.ClientCredentials, () => `oat_${newSecret()}`)
  shape(models.RefreshToken, () => {
    const rotated = Provider.ctx?.oidc.entities.RotatedRefreshToken
    // The successor is a keyed function of its predecessor: a repeated refresh, on any replica and after any crash,
    // arrives at the same one, and nothing has to be stored for it.
    return `ort_${rotated ? vault.mac('refresh-successor', rotated.jti) : newSecret()}`
  })
}

function shape({ prototype }: TokenModel, makeId: () => string): void {
  const original = prototype.generateTokenId
  prototype.generateTokenId = function generateTokenId() {
    // The original also decides between opaque and JWT.
    original.call(this)
    return makeId()
  }
}
