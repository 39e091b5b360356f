import type { Client } from 'oidc-provider'

const fallback = 'profile email'

/**
 * The scopes an application may ask for. It is a member of ours: the engine's own `scope` would also hold back scopes of
 * resources, as soon as some application has one of that name.
 */
export function scopesOf(client: Client | undefined): ReadonlySet<string> {
  const allowed = client?.['allowed_scopes']
  const scopes = typeof allowed === 'string' ? allowed : (client?.scope ?? fallback)
  return new Set(scopes.split(' ').filter((name) => name !== ''))
}
