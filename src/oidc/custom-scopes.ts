import type { Services } from '../services.ts'
import { scopes } from './claims.ts'

/** Scopes beyond our own that some application was given; the engine accepts only scopes it knows. */
export async function customScopes({ store }: Services): Promise<readonly string[]> {
  const known = new Set(scopes)
  const custom = (await store.clients.listScopes()).filter((scope) => !known.has(scope))
  return [...new Set(custom)].sort()
}
