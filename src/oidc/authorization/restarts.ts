import { UnsecuredJWT } from 'jose'
import type Provider from 'oidc-provider'
import { epoch, seconds } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import type { Engine } from '../engine.ts'
import { routes } from '../routes.ts'
import { InteractionAdapter } from '../storage/interaction-adapter.ts'

const urn = 'urn:ietf:params:oauth:request_uri:'
const life = seconds(60)

/**
 * Where the authorization request of an interaction that has ended begins again. It is handed over as a pushed request,
 * so that it may be long, and that applications which must push theirs are served as well.
 */
export async function restartUrl(services: Services, engine: Engine, uid: string): Promise<string | undefined> {
  const params = await new InteractionAdapter(services, 'Interaction').findRequest(uid)
  const clientId = params?.['client_id']
  // A device has no page to come back to; its person enters the code again.
  if (typeof clientId !== 'string' || params?.['response_type'] === undefined) return undefined
  const id = await push(services, engine.current(), clientId, params)
  return `${routes.authorization}?${new URLSearchParams({ client_id: clientId, request_uri: `${urn}${id}` })}`
}

// The form in which the engine keeps pushed requests (RFC 9126).
async function push(services: Services, provider: Provider, clientId: string, params: object): Promise<string> {
  const now = epoch(services.clock.now())
  const request = new UnsecuredJWT({ ...params })
    .setIssuer(clientId)
    .setAudience(services.issuer.origin)
    .setIssuedAt(now)
    .setExpirationTime(now + life)
    .encode()
  const dpopJkt = 'dpop_jkt' in params ? String(params.dpop_jkt) : undefined
  return new provider.PushedAuthorizationRequest({ request, dpopJkt }).save(life)
}
