import { isIP } from 'node:net'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { spend } from '../../core/limits/spend.ts'
import { isRefusal } from '../../errors.ts'
import { after, days, hours, minutes, type Seconds, seconds } from '../../kit/clock.ts'
import { documentBytes, limited } from '../../kit/outbound.ts'
import type { Services } from '../../services.ts'

type Fetch = typeof globalThis.fetch

/** Metadata documents of applications on their way in: fetched when needed, kept as long as they may be. */
export interface DocumentStore {
  /** The way out for the engine; what it asks for as a document may be answered from what is kept. */
  readonly fetch: Fetch
  /** Whether the engine may ask for the document at this address now. */
  allow(ctx: KoaContextWithOIDC | undefined, clientId: string): Promise<boolean>
  /** The engine has found the document good: it may be kept. Nothing else is. */
  keep(ctx: KoaContextWithOIDC | undefined, clientId: string): void
  /** Asks anew next time: the document did not say what was expected of it. */
  forget(clientId: string): void
}

interface Kept {
  readonly text: string
  readonly until: Date
  readonly lastResort: Date
  readonly good: boolean
}

const most = 500
const documentLimit = 5 * 1024
const whenNothingIsSaid = minutes(5)
const atMost = hours(1)
// A host that is away for a while does not sign everybody out of its application.
const inNeed = days(1)
const beforeAskingAgain = seconds(30)

/** Makes the store; it belongs to one engine. */
export function createDocumentStore(services: Services): DocumentStore {
  const { clock } = services
  const forKeys = limited(services.fetch, { maxBytes: documentBytes })
  const forDocuments = limited(services.fetch, { maxBytes: documentLimit })
  const kept = new Map<string, Kept>()

  const remember = (clientId: string, text: string, life: Seconds): void => {
    const now = clock.now()
    kept.delete(clientId)
    kept.set(clientId, { text, until: after(now, life), lastResort: after(now, inNeed), good: false })
    const [oldest] = kept.keys()
    if (kept.size > most && oldest !== undefined) kept.delete(oldest)
  }

  const ask = async (clientId: string, init: RequestInit | undefined): Promise<Response> => {
    const known = kept.get(clientId)
    if (known?.good && clock.now() < known.until) return new Response(known.text)
    const answer = await forDocuments(clientId, init).catch((error: unknown) => error as Error)
    const away = answer instanceof Error || answer.status >= 500
    if (away && known?.good && clock.now() < known.lastResort) {
      kept.set(clientId, { ...known, until: after(clock.now(), beforeAskingAgain) })
      return new Response(known.text)
    }
    if (answer instanceof Error) throw answer
    if (answer.status !== 200) return answer
    const text = await answer.text()
    remember(clientId, text, lifeOf(answer.headers))
    return new Response(text)
  }

  return {
    fetch(input, init) {
      // Of all that the engine fetches, documents alone may not redirect (draft-02 section 4.3).
      const isDocument = typeof input === 'string' && init?.redirect === 'manual'
      return isDocument ? ask(input, init) : forKeys(input, init)
    },

    async allow(ctx, clientId) {
      // The engine looks for an application once more when it could not be found.
      if (!isDocumentAddress(clientId) || ctx?.state['askedDocument'] === clientId) return false
      const known = kept.get(clientId)
      const fresh = known?.good && clock.now() < known.until
      if (!fresh && !(await mayAsk(services, ctx))) return false
      if (ctx) ctx.state['askedDocument'] = clientId
      return true
    },

    keep(ctx, clientId) {
      if (ctx) ctx.state['askedDocument'] = undefined
      const known = kept.get(clientId)
      if (known) kept.set(clientId, { ...known, good: true })
    },

    forget: (clientId) => void kept.delete(clientId),
  }
}

// A document has a path and lives on a host that has a name; the engine looks at the rest of the address.
function isDocumentAddress(clientId: string): boolean {
  const { hostname, pathname } = new URL(clientId)
  return pathname !== '/' && isIP(hostname.replace(/^\[|\]$/g, '')) === 0
}

function lifeOf(headers: Headers): Seconds {
  const said = headers.get('cache-control') ?? ''
  if (/\bno-(store|cache)\b/i.test(said)) return 0
  const age = /\bmax-age=(\d{1,9})\b/i.exec(said)?.[1]
  return age === undefined ? whenNothingIsSaid : Math.min(Number(age), atMost)
}

async function mayAsk(services: Services, ctx: KoaContextWithOIDC | undefined): Promise<boolean> {
  try {
    const key = String(ctx?.state['network'] ?? '')
    await spend(services, { bucket: 'client.document', key, limit: 30, window: minutes(1) })
    return true
  } catch (error) {
    if (isRefusal(error, 'rate.limited')) return false
    throw error
  }
}
