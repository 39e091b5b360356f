import Provider, { type AdapterPayload, errors } from 'oidc-provider'
import { type BrowserSignIn, rememberSignIn } from '../../core/sessions/browser/remember-sign-in.ts'
import { touchSignIn } from '../../core/sessions/browser/touch-sign-in.ts'
import { epoch, minutes } from '../../kit/clock.ts'
import { type NewArtifact, type StoredArtifact, uidDigest } from '../../store/artifacts.ts'
import { ArtifactAdapter } from './artifact-adapter.ts'

/** The engine's session, and when the person was last noted as seen in it: in seconds since 1970, to five minutes. */
type SeenSession = AdapterPayload & { readonly seenAt?: number | undefined }

interface Loaded {
  readonly id: string
  readonly payload: SeenSession
  readonly stored: StoredArtifact
}

interface Change {
  readonly loaded: Loaded | undefined
  readonly payload: SeenSession
}

const notice = minutes(5)
const leastShift = notice * 1000

// The session of a request as it lies in the store.
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
    if (stored && payload) keep({ id, payload, stored })
    return payload
  }

  override async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const loaded = Provider.ctx && loadedSessions.get(Provider.ctx)
    const now = epoch(this.services.clock.now())
    const seen = isNew(loaded, payload) || now - (loaded?.payload.seenAt ?? 0) >= notice
    const session = { ...payload, seenAt: seen ? now : loaded?.payload.seenAt }
    const artifact = this.pack(id, session, expiresIn)
    if (!(await this.#write(id, artifact, { loaded, payload: session }))) return
    keep({
      id,
      payload: session,
      stored: { payload: artifact.payload, expiresAt: artifact.expiresAt ?? null, consumedAt: null },
    })
    const signIn = seen ? signInOf(payload, artifact) : undefined
    if (!signIn) return
    if (isNew(loaded, payload)) await rememberSignIn(this.services, signIn)
    else await touchSignIn(this.services, signIn)
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

function keep(loaded: Loaded): void {
  if (Provider.ctx) loadedSessions.set(Provider.ctx, loaded)
}

// Somebody has just signed in.
function isNew(loaded: Loaded | undefined, { loginTs }: AdapterPayload): boolean {
  return loaded?.payload.loginTs !== loginTs
}

function signInOf({ uid, accountId, amr }: AdapterPayload, { expiresAt }: NewArtifact): BrowserSignIn | undefined {
  const { ctx } = Provider
  if (!ctx || uid === undefined || accountId === undefined || expiresAt === undefined) return undefined
  const network: string | undefined = ctx.state['network']
  return { uid, userId: accountId, methods: amr ?? [], userAgent: ctx.get('user-agent'), network, expiresAt }
}

// To write it again would only move its end by a few minutes.
function endsAlike({ expiresAt: before }: StoredArtifact, { expiresAt: now }: NewArtifact): boolean {
  return before !== null && now !== undefined && Math.abs(now.getTime() - before.getTime()) < leastShift
}

function sameContent(one: AdapterPayload, other: AdapterPayload): boolean {
  const content = ({ exp: _exp, ...rest }: AdapterPayload) => JSON.stringify(Object.entries(rest).sort())
  return content(one) === content(other)
}
