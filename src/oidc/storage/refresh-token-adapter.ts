import Provider, { type AdapterPayload, errors } from 'oidc-provider'
import { after } from '../../kit/clock.ts'
import type { StoredArtifact } from '../../store/artifacts.ts'
import { GrantedAdapter } from './granted-adapter.ts'

/**
 * Refresh tokens. Each use replaces the token by its successor in one statement, so that a crash leaves the one or the
 * other good. Within the replay window a repeated use is no misuse: it arrives at the same successor (see
 * `token-ids.ts`), which stands as it is, perhaps used itself.
 */
export class RefreshTokenAdapter extends GrantedAdapter {
  /** Nothing yet: the token is marked as used when its successor comes. */
  override async consume(_id: string): Promise<void> {}

  override async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const from = Provider.ctx?.oidc.entities.RotatedRefreshToken?.jti
    if (from === undefined) return super.upsert(id, payload, expiresIn)
    const { store, clock } = this.services
    const now = clock.now()
    const artifact = this.pack(id, payload, expiresIn)
    if (await store.artifacts.succeed(this.model, { from, to: id, artifact, now })) return
    const stored = await store.artifacts.find(this.model, from, now)
    if (!stored || this.isUsed(stored)) throw new errors.InvalidGrant('already used')
  }

  protected override isUsed({ consumedAt }: StoredArtifact): boolean {
    const { clock, config } = this.services
    return consumedAt !== null && clock.now() >= after(consumedAt, config.ttl.refreshReplayWindow)
  }
}
