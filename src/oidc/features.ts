import type { Configuration } from 'oidc-provider'
import type { OAuthSettings } from '../core/clients/oauth-settings.ts'
import type { Services } from '../services.ts'
import { deviceFlow } from './device/device-pages.tsx'
import { fapiProfile } from './fapi.ts'
import { rpInitiatedLogout } from './logout/sign-out-pages.tsx'
import type { DocumentStore } from './registration/document-store.ts'
import { clientIdMetadataDocument } from './registration/metadata-documents.ts'
import { resourceIndicators } from './tokens/resources.ts'
import { introspectionAllowed, revocationAllowed } from './tokens/token-policies.ts'

interface Registration {
  readonly settings: OAuthSettings
  readonly documents: DocumentStore
}

/** Every feature of the engine by name, on or off, with the reason; its defaults move between minor versions. */
export function features(services: Services, registration: Registration): NonNullable<Configuration['features']> {
  return {
    // On: what clients of this product use.
    backchannelLogout: { enabled: true },
    clientCredentials: { enabled: true },
    deviceFlow: deviceFlow(services),
    dPoP: { enabled: true, allowReplay: false },
    introspection: { enabled: true, allowedPolicy: introspectionAllowed(services) },
    jwtIntrospection: { enabled: true },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: false },
    resourceIndicators: resourceIndicators(services),
    revocation: { enabled: true, allowedPolicy: revocationAllowed },
    rpInitiatedLogout: rpInitiatedLogout(services),
    // On for the applications that an administrator marks so.
    fapi: { enabled: true, profile: fapiProfile },
    // By setting.
    clientIdMetadataDocument: clientIdMetadataDocument(services, registration),
    // Off: our own handlers answer (registration/), since the engine would keep the secret it shows.
    registration: { enabled: false },
    registrationManagement: { enabled: false },
    // Off: our own handler answers, since the engine's refuses tokens without `openid` (spec/clerk.md A.4).
    userinfo: { enabled: false },
    // Off: pages of ours.
    devInteractions: { enabled: false },
    // Off: attack surface nobody asked for (security 6.4).
    attestClientAuth: { enabled: false },
    ciba: { enabled: false },
    claimsParameter: { enabled: false },
    encryption: { enabled: false },
    externalSigningSupport: { enabled: false },
    jwtResponseModes: { enabled: false },
    jwtUserinfo: { enabled: false },
    mTLS: { enabled: false },
    requestObjects: { enabled: false },
    richAuthorizationRequests: { enabled: false },
    rpMetadataChoices: { enabled: false },
    webMessageResponseMode: { enabled: false },
  } as NonNullable<Configuration['features']>
}
