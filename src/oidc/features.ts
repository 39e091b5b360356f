import type { Configuration } from 'oidc-provider'
import type { Services } from '../services.ts'
import { rpInitiatedLogout } from './pages.tsx'
import { resourceIndicators } from './tokens/resources.ts'
import { introspectionAllowed, revocationAllowed } from './tokens/token-policies.ts'

/** Every feature of the engine by name, on or off, with the reason; its defaults move between minor versions. */
export function features(services: Services): NonNullable<Configuration['features']> {
  const { config } = services
  return {
    // On: what clients of this product use.
    backchannelLogout: { enabled: true },
    clientCredentials: { enabled: true },
    dPoP: { enabled: true, allowReplay: false },
    introspection: { enabled: true, allowedPolicy: introspectionAllowed(services) },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: false },
    resourceIndicators: resourceIndicators(services),
    revocation: { enabled: true, allowedPolicy: revocationAllowed },
    rpInitiatedLogout: rpInitiatedLogout(services),
    // Off until its pages are there.
    deviceFlow: { enabled: false },
    // By setting.
    registration: { enabled: config.dynamicRegistration },
    registrationManagement: { enabled: config.dynamicRegistration, rotateRegistrationAccessToken: true },
    // Off: our own handler answers, since the engine's refuses tokens without `openid` (spec/clerk.md A.4).
    userinfo: { enabled: false },
    // Off: pages of ours.
    devInteractions: { enabled: false },
    // Off: attack surface nobody asked for (security 6.4).
    attestClientAuth: { enabled: false },
    ciba: { enabled: false },
    claimsParameter: { enabled: false },
    clientIdMetadataDocument: { enabled: false },
    encryption: { enabled: false },
    externalSigningSupport: { enabled: false },
    fapi: { enabled: false, profile: undefined },
    jwtIntrospection: { enabled: false },
    jwtResponseModes: { enabled: false },
    jwtUserinfo: { enabled: false },
    mTLS: { enabled: false },
    requestObjects: { enabled: false },
    richAuthorizationRequests: { enabled: false },
    rpMetadataChoices: { enabled: false },
    webMessageResponseMode: { enabled: false },
  } as NonNullable<Configuration['features']>
}
