import { type AdapterPayload, errors } from 'oidc-provider'
import { after, hours } from '../../kit/clock.ts'
import type { NewArtifact, StoredArtifact } from '../../store/artifacts.ts'
import { ArtifactAdapter } from './artifact-adapter.ts'

/**
 * Interactions. One that is answered or out of time is gone for the engine, but its request is kept for a day: a page
 * that was left open over night, or reached by the back button, begins again from it.
 */
export class InteractionAdapter extends ArtifactAdapter {
  /** The authorization request of an interaction that has ended. */
  async findRequest(uid: string): Promise<AdapterPayload['params']> {
    const { store, clock } = this.services
    return super.unpack(await store.artifacts.find(this.model, uid, clock.now()), uid)?.params
  }

  override async destroy(id: string): Promise<void> {
    const { store, clock } = this.services
    // Whoever opens the address of the answer a second time, or at the same time, gets no code.
    if (!(await store.artifacts.consume(this.model, id, clock.now()))) {
      throw new errors.SessionNotFound('the interaction was answered already')
    }
  }

  protected override pack(id: string, payload: AdapterPayload, expiresIn: number): NewArtifact {
    const artifact = super.pack(id, payload, expiresIn)
    return { ...artifact, expiresAt: after(this.services.clock.now(), Math.max(expiresIn, hours(24))) }
  }

  protected override unpack(stored: StoredArtifact | undefined, id?: string): AdapterPayload | undefined {
    return stored?.consumedAt === null ? super.unpack(stored, id) : undefined
  }
}
