import Provider, { type AdapterPayload } from 'oidc-provider'
import { ArtifactAdapter } from './artifact-adapter.ts'

interface Kept {
  readonly id: string
  readonly payload: string
}

// The grant that came with the token of a request.
const keptGrants = new WeakMap<object, Kept>()

/** Codes and tokens that hang on a grant. The engine looks for the grant right after them: one statement finds both. */
export class GrantedAdapter extends ArtifactAdapter {
  override async find(id: string): Promise<AdapterPayload | undefined> {
    const { store, clock } = this.services
    const stored = await store.artifacts.findGranted(this.model, id, clock.now())
    const payload = this.unpack(stored, id)
    const { ctx } = Provider
    if (ctx && stored?.grantPayload && payload?.grantId !== undefined) {
      keptGrants.set(ctx, { id: payload.grantId, payload: stored.grantPayload })
    }
    return payload
  }
}

/** The grant that was found together with a token in this request; it is given out once. */
export function takeKeptGrant(id: string): string | undefined {
  const { ctx } = Provider
  const kept = ctx && keptGrants.get(ctx)
  if (!ctx || kept?.id !== id) return undefined
  keptGrants.delete(ctx)
  return kept.payload
}
