import { createHash } from 'node:crypto'
import type Koa from 'koa'
import type { Session } from 'oidc-provider'
import { newSecret } from '../kit/secrets.ts'
import type { Services } from '../services.ts'
import { uidDigest } from '../store/artifacts.ts'
import type { Engine } from './engine.ts'
import { ownPagesClientId } from './own-pages-client.ts'
import { routes } from './routes.ts'

interface SignInAddress {
  /** One of the client's, as a path. */
  readonly callback: string
  readonly state: string
  /** Ask for a new sign-in although there is a session. */
  readonly fresh: boolean
}

/** Who is signed in in a browser, as the doors with pages of signed-in people see it. */
export function createPageSessions({ issuer }: Pick<Services, 'issuer'>, engine: Engine) {
  return {
    async find(ctx: Koa.Context) {
      const session = await current(engine, ctx)
      const userId = session.accountId
      if (userId === undefined) return undefined
      const authTime = new Date((session.loginTs ?? 0) * 1000)
      return { userId, uidDigest: uidDigest(session.uid), authTime }
    },

    // The code that comes back is never redeemed: the session is what these pages want, and it is there by then.
    signInUrl({ callback, state, fresh }: SignInAddress): string {
      const parameters = new URLSearchParams({
        client_id: ownPagesClientId,
        redirect_uri: `${issuer.origin}${callback}`,
        response_type: 'code',
        scope: 'openid',
        state,
        code_challenge: createHash('sha256').update(newSecret()).digest('base64url'),
        code_challenge_method: 'S256',
        ...(fresh ? { prompt: 'login' } : {}),
      })
      return `${routes.authorization}?${parameters}`
    },
  }
}

async function current(engine: Engine, ctx: Koa.Context): Promise<Session> {
  const { Session } = engine.current()
  return Session.get(ctx)
}
