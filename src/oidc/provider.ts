import Provider, { type Configuration } from 'oidc-provider'
import type { PrivateKey } from '../core/keys/current-keys.ts'
import type { Services } from '../services.ts'
import { findAccount } from './account.ts'
import { adapter } from './adapter.ts'
import { loadExistingGrant } from './authorization/grants.ts'
import { interactions } from './authorization/interactions.ts'
import { requestRules } from './authorization/request-rules.ts'
import { claims, scopes } from './claims.ts'
import { adjustClientModel } from './client-model.ts'
import { clientExtras } from './clients.ts'
import { cookies } from './cookies.ts'
import { observe } from './events.ts'
import { features } from './features.ts'
import { keySet } from './keys.ts'
import { formPostPage, renderError } from './pages.tsx'
import { routes } from './routes.ts'
import { shapeTokens } from './tokens/token-ids.ts'
import { ttl } from './ttl.ts'

export interface ProviderInput {
  readonly keys: readonly PrivateKey[]
  /** Scopes that applications and resources add to ours. */
  readonly customScopes: readonly string[]
}

/** The protocol, one line per concern. */
export function createProvider(services: Services, { keys, customScopes }: ProviderInput): Provider {
  const { config, issuer, vault } = services
  const configuration: Configuration = {
    acrValues: ['urn:latchkey:pwd', 'urn:latchkey:mfa', 'phr'],
    adapter: adapter(services),
    claims,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    clientBasedCORS: (ctx, origin, client) => isOriginOf(origin, client.redirectUris ?? []) && ctx.oidc !== undefined,
    clientDefaults: { grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] },
    cookies: cookies(services),
    enabledJWA: {
      clientAuthSigningAlgValues: ['RS256', 'PS256', 'ES256', 'EdDSA'],
      idTokenSigningAlgValues: ['RS256', 'ES256'],
      dPoPSigningAlgValues: ['ES256', 'RS256', 'PS256', 'EdDSA'],
    },
    // A refresh token outlives the browser session it came from; signing out ends it (see sign-out.ts).
    expiresWithSession: async () => false,
    extraClientMetadata: { properties: [...clientExtras] },
    extraParams: requestRules,
    features: features(services),
    findAccount: findAccount(services),
    interactions: interactions(),
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    jwks: keySet(keys),
    loadExistingGrant: loadExistingGrant(services),
    pairwiseIdentifier: async (_ctx, accountId, client) =>
      vault.mac('pairwise', `${client.sectorIdentifier} ${accountId}`),
    pkce: { required: (_ctx, client) => client.clientAuthMethod === 'none' || client['pkce_required'] === true },
    renderError: renderError(services),
    responseTypes: ['code'],
    revokeGrantPolicy: () => true,
    rotateRefreshToken: true,
    routes,
    scopes: [...scopes, ...customScopes],
    subjectTypes: ['public', 'pairwise'],
    ttl: ttl(config),
  }
  const Engine = engineWith(formPostPage(services))
  const provider = new Engine(issuer.origin, configuration)
  adjustClientModel(provider)
  shapeTokens(provider, services)
  observe(provider, services)
  return provider
}

type ResponseMode = Parameters<Provider['registerResponseMode']>[1]

// Response modes are registered by the base constructor, hence a class: ours has our own form post page, and no
// fragment mode, which nobody needs for codes.
function engineWith(formPost: ResponseMode): typeof Provider {
  return class extends Provider {
    override registerResponseMode(name: string, handler: ResponseMode): void {
      if (name !== 'fragment') super.registerResponseMode(name, name === 'form_post' ? formPost : handler)
    }
  }
}

function isOriginOf(origin: string, redirectUris: readonly string[]): boolean {
  return origin !== 'null' && redirectUris.some((uri) => URL.parse(uri)?.origin === origin)
}
