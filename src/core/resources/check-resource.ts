import { AppError } from '../../errors.ts'
import type { Store } from '../../store/store.ts'
import { checkNewScopes } from '../clients/scopes/check-new-scopes.ts'

/** A scope of a resource; it is JSON in a column, hence no interface. */
export type ResourceScope = { readonly scope: string; readonly description: string | null }

/** An API that accepts our access tokens, as an administrator describes it. */
export interface ResourceDetails {
  readonly identifier: string
  readonly name: string
  readonly scopes: readonly ResourceScope[]
  readonly format: 'jwt' | 'opaque'
  /** Seconds; null for what the configuration says. */
  readonly accessTokenTtl: number | null
  /** Client ids of those who may introspect tokens for it. */
  readonly introspectionClients: readonly string[]
}

/** Refuses a resource that no token could name, or whose introspection is given to nobody we know. */
export async function checkResource(store: Store, resource: Partial<ResourceDetails>): Promise<void> {
  const { identifier, scopes, introspectionClients } = resource
  if (identifier !== undefined && !isIdentifier(identifier)) {
    throw new AppError('input.invalid', { field: 'identifier', reason: 'must be an absolute URI without fragment' })
  }
  if (scopes !== undefined)
    checkNewScopes(
      'scopes',
      scopes.map(({ scope }) => scope),
    )
  for (const clientId of introspectionClients ?? []) {
    if (await store.clients.findByClientId(clientId)) continue
    throw new AppError('input.invalid', {
      field: 'introspection_clients',
      reason: 'must hold client ids of applications',
    })
  }
}

// RFC 8707 section 2: an absolute URI without fragment. It is compared as text, so it must be spelt plainly.
function isIdentifier(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(text) && !text.includes('#') && URL.canParse(text)
}
