import Provider, { type AdapterPayload, errors } from 'oidc-provider'
import { rememberSignIn } from '../../core/sessions/browser/remember-sign-in.ts'
import { after, minutes } from '../../kit/clock.ts'
import { type NewArtifact, type StoredArtifact, uidDigest } from '../../store/artifacts.ts'
import { ArtifactAdapter } from './artifact-adapter.ts'

interface Loaded {
  readonly id: string
  readonly payload: AdapterPayload
  readonly stored: StoredArtifact
}

// The session a request began with, by the request.
const loadedSessions = new WeakMap<object, Loaded>()

/**
 * Browser sessions. The engine saves one with every request; here only what changed is written, a session that was
 * ended meanwhile does not come back, and the person's list of sign-ins is kept beside it.
 */
export class SessionAdapter extends ArtifactAdapter {
  override async find(id: string): Promise<AdapterPayload | undefined> {
    const { store, clock } = this.services
    const stored = await store.artifacts.find(this.model, id, clock.now())
    const payload = this.unpack(stored, id)
    if (stored && payload && Provider.ctx) loadedSessions.set(Provider.ctx, { id, payload, stored })
    return payload
  }

  override async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const loaded = Provider.ctx && loadedSessions.get(Provider.ctx)
    const artifact = this.pack(id, payload, expiresIn)
    const fresh = loaded !== undefined && isFresh(loaded, artifact, expiresIn)
    if (fresh && loaded.id === id && sameContent(loaded.payload, payload)) return
    if (!(await this.#write(id, artifact, loaded))) return
    if (!fresh || loaded.payload.loginTs !== payload.loginTs) await this.#remember(payload, artifact)
  }

  override async destroy(id: string): Promise<void> {
    const { store } = this.services
    const found = await store.artifacts.delete(this.model, id)
    const { entities, result } = Provider.ctx?.oidc ?? {}
    const session = entities?.Session
    // The engine renames sessions by destroying the old id first; only the end of one ends the sign-in.
    if (session?.jti === id) await store.signIns.deleteByUidDigest(uidDigest(session.uid))
    else if (!found && !result?.login && loadedSessions.get(Provider.ctx ?? {})?.id === id) {
      throw new errors.SessionNotFound('the session was ended meanwhile')
    }
  }

  async #write(id: string, artifact: NewArtifact, loaded: Loaded | undefined): Promise<boolean> {
    const { artifacts } = this.services.store
    if (loaded?.id === id) return artifacts.update(this.model, id, artifact)
    await artifacts.save(this.model, id, artifact)
    return true
  }

  async #remember({ uid, accountId, amr }: AdapterPayload, { expiresAt }: NewArtifact): Promise<void> {
    const { ctx } = Provider
    if (!ctx || uid === undefined || accountId === undefined || expiresAt === undefined) return
    await rememberSignIn(this.services, {
      uid,
      userId: accountId,
      methods: amr ?? [],
      userAgent: ctx.get('user-agent'),
      network: ctx.state['network'],
      expiresAt,
    })
  }
}

// Saved a moment ago: to write it again would only move its end by that moment.
function isFresh({ stored }: Loaded, { expiresAt }: NewArtifact, expiresIn: number): boolean {
  if (!stored.expiresAt || !expiresAt) return false
  return expiresAt < after(stored.expiresAt, Math.min(minutes(5), expiresIn / 20))
}

function sameContent(one: AdapterPayload, other: AdapterPayload): boolean {
  const content = ({ exp: _exp, ...rest }: AdapterPayload) => JSON.stringify(Object.entries(rest).sort())
  return content(one) === content(other)
}
