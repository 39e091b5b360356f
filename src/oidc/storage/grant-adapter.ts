import { ArtifactAdapter } from './artifact-adapter.ts'

/** Grants: when one goes, every code and token that was issued under it goes in the same statement. */
export class GrantAdapter extends ArtifactAdapter {
  override async destroy(id: string): Promise<void> {
    await this.services.store.artifacts.deleteByGrant(id)
  }
}
