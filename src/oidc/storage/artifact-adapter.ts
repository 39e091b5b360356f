import type { Adapter, AdapterPayload } from 'oidc-provider'
import { after } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import type { NewArtifact, StoredArtifact } from '../../store/artifacts.ts'

// These payloads hold secrets the engine must read back: a device code, and the interaction that refers to it.
const sealedModels = new Set(['Interaction', 'DeviceCode'])

/** Keeps artefacts of one model as the engine hands them over, under digests of their ids (security 0.10). */
export class ArtifactAdapter implements Adapter {
  readonly services: Services
  readonly model: string

  constructor(services: Services, model: string) {
    this.services = services
    this.model = model
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    await this.services.store.artifacts.save(this.model, id, this.pack(id, payload, expiresIn))
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.unpack(await this.services.store.artifacts.find(this.model, id, this.services.clock.now()), id)
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.unpack(await this.services.store.artifacts.findByUid(this.model, uid, this.services.clock.now()))
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    const { store, clock } = this.services
    return this.unpack(await store.artifacts.findByUserCode(this.model, userCode, clock.now()))
  }

  async consume(id: string): Promise<void> {
    await this.services.store.artifacts.consume(this.model, id, this.services.clock.now())
  }

  async destroy(id: string): Promise<void> {
    await this.services.store.artifacts.delete(this.model, id)
  }

  /** Nothing to do: the engine deletes the grant as well, and with it goes all that hangs on it. */
  async revokeByGrantId(_grantId: string): Promise<void> {}

  /** The row of an artefact; its id is left out, since the row is found by a digest of it. */
  protected pack(id: string, payload: AdapterPayload, expiresIn: number): NewArtifact {
    const { vault, clock } = this.services
    const { jti: _jti, consumed: _consumed, ...rest } = payload
    return {
      payload: sealedModels.has(this.model)
        ? vault.seal(JSON.stringify({ ...rest, jti: id }), `artifacts.${this.model}`)
        : JSON.stringify(rest),
      expiresAt: expiresIn > 0 ? after(clock.now(), expiresIn) : undefined,
      grantId: payload.grantId,
      uid: this.model === 'Session' ? payload.uid : undefined,
      userCode: payload.userCode,
      accountId: payload.accountId,
      clientId: payload.clientId,
    }
  }

  protected unpack(stored: StoredArtifact | undefined, id?: string): AdapterPayload | undefined {
    if (!stored) return undefined
    const text = sealedModels.has(this.model)
      ? this.services.vault.open(stored.payload, `artifacts.${this.model}`)
      : stored.payload
    // The engine's own JSON, as it was handed to `upsert`.
    const payload = JSON.parse(text) as AdapterPayload
    return { ...payload, ...(id === undefined ? {} : { jti: id }), ...(this.isUsed(stored) ? { consumed: true } : {}) }
  }

  protected isUsed({ consumedAt }: StoredArtifact): boolean {
    return consumedAt !== null
  }
}
