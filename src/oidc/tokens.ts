import Provider from 'oidc-provider'
import { newSecret } from '../kit/secrets.ts'
import type { Services } from '../services.ts'

interface Issued {
  generateTokenId(): string
}

/** Gives tokens their form: `oat_…` for access, `ort_…` for refresh tokens (spec/clerk.md A.1.8). */
export function shapeTokens(provider: Provider, { vault }: Services): void {
  const accessTokenId = () => `oat_${newSecret()}`
  shape(provider.AccessToken, accessTokenId)
  shape(provider.ClientCredentials, accessTokenId)
  shape(provider.RefreshToken, () => {
    const rotated = Provider.ctx?.oidc.entities.RotatedRefreshToken
    // The successor is a keyed function of its predecessor: a repeated refresh, on any replica and after any crash,
    // arrives at the same one, and nothing has to be stored for it.
    return `ort_${rotated ? vault.mac('refresh-successor', rotated.jti) : newSecret()}`
  })
}

function shape(model: { prototype: object }, generateTokenId: () => string): void {
  Object.assign(model.prototype, { generateTokenId } satisfies Issued)
}
