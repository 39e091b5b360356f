import Provider, { type AdapterPayload, errors } from 'oidc-provider'
import { type BrowserSignIn, rememberSignIn } from '../../core/sessions/browser/remember-sign-in.ts'
import { touchSignIn } from '../../core/sessions/browser/touch-sign-in.ts'
import { seconds } from '../../kit/clock.ts'
import { type NewArtifact, type StoredArtifact, uidDigest } from '../../store/artifacts.ts'
import { ArtifactAdapter } from './artifact-adapter.ts'

interface Loaded {
  readonly id: string
  readonly payload: AdapterPayload
  readonly stored: StoredArtifact
}

interface Change {
  readonly loaded: Loaded | undefined
  readonly payload: AdapterPayload
}

const leastShift = seconds(2) * 1000

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
    if (!(await this.#write(id, artifact, { loaded, payload }))) return
    const signIn = signInOf(payload, artifact)
    if (!signIn) return
    if (loaded?.payload.loginTs === payload.loginTs) await touchSignIn(this.services, signIn)
    else await rememberSignIn(this.services, signIn)
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

  /** Answers false when the session was ended meanwhile. */
  async #write(id: string, artifact: NewArtifact, { loaded, payload }: Change): Promise<boolean> {
    const { artifacts } = this.services.store
    if (loaded?.id !== id) {
      await artifacts.save(this.model, id, artifact)
      return true
    }
    const unchanged = endsAlike(loaded.stored, artifact) && sameContent(loaded.payload, payload)
    return unchanged || artifacts.update(this.model, id, artifact)
  }
}

function signInOf({ uid, accountId, amr }: AdapterPayload, { expiresAt }: NewArtifact): BrowserSignIn | undefined {
  const { ctx } = Provider
  if (!ctx || uid === undefined || accountId === undefined || expiresAt === undefined) return undefined
  const network: string | undefined = ctx.state['network']
  return { uid, userId: accountId, methods: amr ?? [], userAgent: ctx.get('user-agent'), network, expiresAt }
}

// To write it again would only move its end by a moment.
function endsAlike({ expiresAt: before }: StoredArtifact, { expiresAt: now }: NewArtifact): boolean {
  return before !== null && now !== undefined && Math.abs(now.getTime() - before.getTime()) < leastShift
}

function sameContent(one: AdapterPayload, other: AdapterPayload): boolean {
  const content = ({ exp: _exp, ...rest }: AdapterPayload) => JSON.stringify(Object.entries(rest).sort())
  return content(one) === content(other)
}
