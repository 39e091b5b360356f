import type Provider from 'oidc-provider'
import { isAcceptableRedirectUri } from '../core/clients/addresses/redirect-uris.ts'
import { queueLogout } from '../core/sessions/queue-logout.ts'
import { digest, equal } from '../kit/secrets.ts'
import type { Services } from '../services.ts'
import type { DocumentStore } from './registration/document-store.ts'
import { isDocumentClient } from './registration/metadata-documents.ts'

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

interface ClientModel {
  clientId: string
  backchannelLogoutUri?: string
  clientSecret?: string
  clientAuthMethod?: string
  applicationType?: string
  redirectUris: readonly string[]
  postLogoutRedirectUris?: readonly string[]
}

interface ClientSchema {
  redirect_uris?: readonly string[]
  invalidate(message: string): never
}

/** Replaces what the engine's client model decides differently from us. */
export function adjustClientModel(provider: Provider, services: Services, documents: DocumentStore): void {
  // The engine types its client by its own metadata only; these methods are documented for overriding.
  const model = provider.Client as unknown as { prototype: object; Schema: { prototype: object } }
  Object.assign(model.prototype, {
    // Secrets are stored as digests, and "secret" followed by a NUL is another secret (security 0.7).
    compareClientSecret(this: ClientModel, presented: string): boolean {
      return this.clientSecret !== undefined && equal(digest(presented), this.clientSecret)
    },
    redirectUriAllowed(this: ClientModel, uri: string): boolean {
      const allowed = isRegistered(this, uri, this.redirectUris)
      // The document may have been mended since.
      if (!allowed && isDocumentClient(this.clientId)) documents.forget(this.clientId)
      return allowed
    },
    postLogoutRedirectUriAllowed(this: ClientModel, uri: string): boolean {
      return isRegistered(this, uri, this.postLogoutRedirectUris ?? [])
    },
    // The engine would call the application now, and once; the person who signs out need not wait for it.
    backchannelLogout(this: ClientModel, accountId: string, sid: string | undefined): Promise<void> {
      return queueLogout(services, { accountId, clientId: this.clientId, sid, uri: this.backchannelLogoutUri })
    },
  })
  Object.assign(model.Schema.prototype, {
    // An application may have a scope that this engine does not know yet: one that another replica was told of.
    scopes(): void {},
    // An administrator may mix https, loopback and private-use schemes in one application (RFC 8252 section 7).
    redirectUris(this: ClientSchema, uris = this.redirect_uris ?? [], label = 'redirect_uris'): void {
      const wrong = uris.find((uri) => !isAcceptableRedirectUri(uri))
      if (wrong !== undefined) this.invalidate(`${label} must be absolute URIs without fragment and of a safe scheme`)
    },
  })
}

/**
 * Exact match; for a loopback URI any port (RFC 8252 section 7.3), unless an application with a secret has named one: it
 * runs on a server, and means that port.
 */
function isRegistered(client: ClientModel, uri: string, registered: readonly string[]): boolean {
  if (registered.includes(uri)) return true
  const portless = withoutLoopbackPort(uri)
  if (portless === undefined) return false
  if (registered.includes(portless)) return true
  const onDevices = client.clientAuthMethod === 'none' || client.applicationType === 'native'
  return onDevices && registered.some((candidate) => withoutLoopbackPort(candidate) === portless)
}

// Cuts the port out of the text itself, so that nothing else is normalised away.
function withoutLoopbackPort(uri: string): string | undefined {
  const match = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?([/?].*)?$/.exec(uri)
  if (!match || !loopbackHosts.has(URL.parse(uri)?.hostname ?? '')) return undefined
  return `http://${match[1]}${match[3] ?? ''}`
}
