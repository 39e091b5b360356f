import type Provider from 'oidc-provider'
import type { Configuration } from 'oidc-provider'
import type { OAuthSettings } from '../core/clients/oauth-settings.ts'
import type { PrivateKey } from '../core/keys/current-keys.ts'
import { identityVault } from '../core/keys/instance-secret.ts'
import { contexts } from '../core/sign-in/assurance.ts'
import { seconds } from '../kit/clock.ts'
import type { Services } from '../services.ts'
import { findAccount } from './account.ts'
import { interactions } from './authorization/asking/interactions.ts'
import { loadExistingGrant } from './authorization/grants.ts'
import { requestRules } from './authorization/request-rules.ts'
import { claims, scopes } from './claims.ts'
import { assertClientAssertion } from './client-assertions.ts'
import { adjustClientModel } from './client-model.ts'
import { isOriginOf } from './client-origins.ts'
import { clientExtras } from './clients.ts'
import { cookies } from './cookies.ts'
import { tellPollInterval } from './device/device-polling.ts'
import { limitUserCodes } from './device/user-codes.ts'
import { engineClass } from './engine-class.ts'
import { features } from './features.ts'
import { actorClaim } from './grant-types/actors.ts'
import { offerTokenExchange } from './grant-types/token-exchange.ts'
import { nameUnauthorizedClients } from './grant-types/unauthorized-client.ts'
import { keySet } from './keys.ts'
import { keepClients } from './known-clients.ts'
import { extendModels } from './model-members.ts'
import { noticeOutages } from './outages.ts'
import { ownPagesClient } from './own-pages-client.ts'
import { renderError } from './pages.tsx'
import { isCandidate } from './registration/check-with-engine.ts'
import { createDocumentStore } from './registration/document-store.ts'
import { tameDocument } from './registration/metadata-documents.ts'
import { detectReplays } from './replay-detection.ts'
import { readRequests } from './request-context.ts'
import { routes } from './routes.ts'
import { adapter } from './storage/adapter.ts'
import { adjustIdTokens } from './tokens/id-tokens.ts'
import { addGrant, findStructuredTokens } from './tokens/structured-tokens.ts'
import { pairwiseSubject } from './tokens/subjects.ts'
import { shapeTokens } from './tokens/token-ids.ts'
import { endsWithSignOut, rotateRefreshToken } from './tokens/token-policies.ts'
import { ttl } from './ttl.ts'

export interface ProviderInput {
  readonly keys: readonly PrivateKey[]
  /** Scopes that applications and resources add to ours. */
  readonly customScopes: readonly string[]
  readonly settings: OAuthSettings
  /** Outlives the master key (see core/keys/instance-secret.ts). */
  readonly secret: string
}

/** The protocol, one line per concern. */
export function createProvider(services: Services, input: ProviderInput): Provider {
  const { issuer } = services
  const { keys, customScopes, settings } = input
  const identity = identityVault(input.secret)
  const documents = createDocumentStore(services)
  const configuration: Configuration = {
    acrValues: [...contexts],
    adapter: adapter(services),
    assertJwtClientAuthClaimsAndHeader: assertClientAssertion(services),
    claims,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    clientBasedCORS: (ctx, origin, client) => isOriginOf(origin, client.redirectUris ?? []) && ctx.oidc !== undefined,
    clients: [ownPagesClient(issuer)],
    clientDefaults: { grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] },
    // Clocks differ: ten seconds into the future are still now (FAPI 2.0 5.3.2.1).
    clockTolerance: seconds(10),
    cookies: cookies(services),
    enabledJWA: {
      clientAuthSigningAlgValues: ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'],
      idTokenSigningAlgValues: ['RS256', 'ES256'],
      introspectionSigningAlgValues: ['RS256', 'ES256'],
      dPoPSigningAlgValues: ['ES256', 'PS256', 'EdDSA', 'Ed25519'],
    },
    expiresWithSession: endsWithSignOut,
    extraClientMetadata: {
      properties: [...clientExtras],
      validator: (_ctx, _key, _value, metadata) => tameDocument(metadata, settings),
    },
    extraParams: requestRules(services),
    extraTokenClaims: actorClaim,
    features: features(services, { settings, documents }),
    // Keys and documents of applications: our own guard replaces the engine's dispatcher, which it hands over with the rest.
    fetch: documents.fetch,
    findAccount: findAccount(services),
    formats: { customizers: { jwt: addGrant } },
    interactions: interactions(services, identity),
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    jwks: keySet(keys),
    loadExistingGrant: loadExistingGrant(services),
    pairwiseIdentifier: async (_ctx, accountId, client) => pairwiseSubject(identity, accountId, client),
    pkce: { required: (_ctx, client) => client.clientAuthMethod === 'none' || client['pkce_required'] === true },
    renderError: renderError(services),
    responseTypes: ['code'],
    revokeGrantPolicy: () => true,
    rotateRefreshToken,
    routes,
    scopes: [...scopes, ...customScopes],
    sectorIdentifierUriValidate: isCandidate,
    subjectTypes: ['public', 'pairwise'],
    ttl: ttl(services),
  }
  const Engine = engineClass(services)
  const provider = new Engine(issuer.origin, configuration)
  adjustClientModel(provider, services, documents)
  keepClients(provider)
  limitUserCodes(provider, services)
  tellPollInterval(provider)
  readRequests(provider)
  extendModels(provider)
  offerTokenExchange(provider, services)
  nameUnauthorizedClients(provider)
  detectReplays(provider, services)
  findStructuredTokens(provider, { services, keys })
  shapeTokens(provider, { issuer, structured: settings.jwtAccessTokens, identity })
  adjustIdTokens(provider)
  noticeOutages(provider, services)
  return provider
}
