import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import { after } from '../kit/clock.ts'
import type { Services } from '../services.ts'
import type { NewArtifact, StoredArtifact } from '../store/artifacts.ts'
import { rememberRestart } from './authorization/restarts.ts'
import { clientMetadata } from './clients.ts'

// These payloads hold secrets the engine must read back: a device code, and the interaction that refers to it.
const sealedModels = new Set(['Interaction', 'DeviceCode'])

// Of these the engine's own "was it used?" check is not enough: two requests may pass it at once (security 0.1).
const singleUse = new Set(['AuthorizationCode', 'DeviceCode', 'PushedAuthorizationRequest', 'RefreshToken'])

/** Where the protocol engine keeps its artefacts (one class of them per `model`); clients come from their own table. */
export function adapter(services: Services): (model: string) => Adapter {
  return (model) => (model === 'Client' ? clientAdapter(services) : new ArtifactAdapter(services, model))
}

class ArtifactAdapter implements Adapter {
  readonly #services: Services
  readonly #model: string

  constructor(services: Services, model: string) {
    this.#services = services
    this.#model = model
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const { artifacts } = this.#services.store
    const artifact = this.#pack(id, payload, expiresIn)
    if (this.#model === 'ReplayDetection') {
      if (!(await artifacts.insert(this.#model, id, artifact))) throw new errors.InvalidRequest('already used')
    } else if (this.#model === 'RefreshToken') {
      // The successor of a repeated refresh is there already, and perhaps used: it must not come back to life.
      await artifacts.insert(this.#model, id, artifact)
    } else {
      await artifacts.save(this.#model, id, artifact)
    }
    if (this.#model === 'Interaction' && payload.params) await rememberRestart(this.#services, id, payload.params)
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const stored = await this.#services.store.artifacts.find(this.#model, id, this.#services.clock.now())
    return this.#unpack(stored, id)
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const stored = await this.#services.store.artifacts.findByUid(this.#model, uid, this.#services.clock.now())
    return this.#unpack(stored)
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    const stored = await this.#services.store.artifacts.findByUserCode(
      this.#model,
      userCode,
      this.#services.clock.now(),
    )
    return this.#unpack(stored)
  }

  async consume(id: string): Promise<void> {
    const { store, clock } = this.#services
    if (await store.artifacts.consume(this.#model, id, clock.now())) return
    if (!singleUse.has(this.#model)) return
    const stored = await store.artifacts.find(this.#model, id, clock.now())
    if (!stored || !this.#isRepeat(stored)) throw new errors.InvalidGrant('already used')
  }

  async destroy(id: string): Promise<void> {
    await this.#services.store.artifacts.delete(this.#model, id)
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.#services.store.artifacts.deleteByGrant(grantId)
  }

  #pack(id: string, payload: AdapterPayload, expiresIn: number): NewArtifact {
    const { vault, clock } = this.#services
    const { jti: _jti, consumed: _consumed, ...rest } = payload
    const sealed = sealedModels.has(this.#model)
    return {
      payload: sealed
        ? vault.seal(JSON.stringify({ ...rest, jti: id }), `artifacts.${this.#model}`)
        : JSON.stringify(rest),
      expiresAt: expiresIn > 0 ? after(clock.now(), expiresIn) : undefined,
      grantId: payload.grantId,
      uid: this.#model === 'Session' ? payload.uid : undefined,
      userCode: payload.userCode,
      accountId: payload.accountId,
      clientId: payload.clientId,
    }
  }

  // The engine reads `consumed` to detect reuse; within the replay window a repeated refresh is not reuse.
  #unpack(stored: StoredArtifact | undefined, id?: string): AdapterPayload | undefined {
    if (!stored) return undefined
    const sealed = sealedModels.has(this.#model)
    const text = sealed ? this.#services.vault.open(stored.payload, `artifacts.${this.#model}`) : stored.payload
    // The engine's own JSON, as it was handed to `upsert`.
    const payload = JSON.parse(text) as AdapterPayload
    const used = stored.consumedAt !== null && !this.#isRepeat(stored)
    return { ...payload, ...(id === undefined ? {} : { jti: id }), ...(used ? { consumed: true } : {}) }
  }

  #isRepeat({ consumedAt }: StoredArtifact): boolean {
    const { clock, config } = this.#services
    if (this.#model !== 'RefreshToken' || consumedAt === null) return false
    return clock.now() < after(consumedAt, config.ttl.refreshReplayWindow)
  }
}

function clientAdapter({ store }: Services): Adapter {
  const unsupported = async () => {
    throw new Error('clients are written by core/clients, not by the engine')
  }
  return {
    async find(clientId) {
      const client = await store.clients.findByClientId(clientId)
      return client && !client.disabledAt ? clientMetadata(client) : undefined
    },
    upsert: unsupported,
    destroy: unsupported,
    consume: unsupported,
    findByUid: unsupported,
    findByUserCode: unsupported,
    revokeByGrantId: unsupported,
  }
}
