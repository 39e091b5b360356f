import Provider, { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { deviceGrant } from '../device/device-polling.ts'

interface ClientModel {
  grantTypeAllowed(type: string): boolean
}

/** Calls a grant type that an application may not use by its name, `unauthorized_client` (RFC 6749 section 5.2). */
export function nameUnauthorizedClients(provider: Provider): void {
  const prototype = provider.Client.prototype as unknown as ClientModel
  const original = prototype.grantTypeAllowed
  prototype.grantTypeAllowed = function grantTypeAllowed(this: ClientModel, type) {
    const allowed = original.call(this, type)
    const oidc = Provider.ctx?.oidc
    // The engine asks this for other reasons too: about another type, or a client that is not the caller.
    if (!allowed && oidc && askedType(oidc) === type && (oidc.client as unknown) === this) {
      throw new errors.UnauthorizedClient('this application may not use the grant type')
    }
    return allowed
  }
}

function askedType({ route, params }: KoaContextWithOIDC['oidc']): unknown {
  if (route === 'device_authorization') return deviceGrant
  return route === 'token' ? params?.['grant_type'] : undefined
}
