import type { AdapterPayload } from 'oidc-provider'
import { ArtifactAdapter } from './artifact-adapter.ts'
import { takeKeptGrant } from './granted-adapter.ts'

/** Grants: when one goes, every code and token that was issued under it goes in the same statement. */
export class GrantAdapter extends ArtifactAdapter {
  override async find(id: string): Promise<AdapterPayload | undefined> {
    const kept = takeKeptGrant(id)
    // The engine's own JSON, as it was handed to `upsert`.
    return kept === undefined ? super.find(id) : { ...(JSON.parse(kept) as AdapterPayload), jti: id }
  }

  override async destroy(id: string): Promise<void> {
    await this.services.store.artifacts.deleteByGrant(id)
  }
}
