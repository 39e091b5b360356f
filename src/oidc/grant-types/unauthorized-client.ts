import Provider, { errors } from 'oidc-provider'

interface ClientModel {
  grantTypeAllowed(type: string): boolean
}

const routes = new Set(['token', 'device_authorization'])

/** Calls a grant type that an application may not use by its name, `unauthorized_client` (RFC 6749 section 5.2). */
export function nameUnauthorizedClients(provider: Provider): void {
  const prototype = provider.Client.prototype as unknown as ClientModel
  const original = prototype.grantTypeAllowed
  prototype.grantTypeAllowed = function grantTypeAllowed(this: ClientModel, type) {
    const allowed = original.call(this, type)
    const { oidc } = Provider.ctx ?? {}
    const asked = oidc?.route === 'token' ? oidc.params?.['grant_type'] === type : routes.has(oidc?.route ?? '')
    // The engine asks this question for other reasons too, of a client that is not the caller or about another type.
    if (!allowed && asked && (oidc?.client as unknown) === this) {
      throw new errors.UnauthorizedClient('this application may not use the grant type')
    }
    return allowed
  }
}
