import type { RouterContext } from '@koa/router'
import { z } from 'zod'
import { authenticateBearer, type Bearer } from '../../core/sessions/access-token.ts'
import { closeSession, closeSessionOf, closeSessions } from '../../core/sessions/close-session.ts'
import { listSessions } from '../../core/sessions/list-sessions.ts'
import { openSession } from '../../core/sessions/open-session.ts'
import { refreshSession } from '../../core/sessions/refresh-session.ts'
import { proofName } from '../../core/sign-in/progress.ts'
import { redeemTicket } from '../../core/tickets/redeem-ticket.ts'
import { isRefusal } from '../../errors.ts'
import { validate } from '../../http/validate.ts'
import { visitOf } from '../../http/visit.ts'
import type { Services } from '../../services.ts'
import { bearerToken } from '../bearer-token.ts'
import type { House } from '../dialect.ts'
import { grantModes, openChallenge } from './challenge-token.ts'
import { provenKey, setRefreshCookie, shownToken } from './credentials.ts'
import { finalizeRequest, listRequest, revokeRequest } from './requests.ts'
import { answerSession, listAnswer } from './responses.ts'
import { preludeSessions } from './session.ts'

const start = z.object({ userId: z.string(), proofs: z.array(proofName) })

/** `POST /login/finalize`: the challenge token and its verifier become a session, bound to the key of the proof. */
export async function finalize(services: Services, ctx: RouterContext, house: House): Promise<void> {
  const { token, verifier } = validate(finalizeRequest, ctx.request.body)
  const ticket = await openChallenge(services, token, 'session-start')
  // Before the token is used up: kits mend a proof that was refused and try again.
  const jkt = await provenKey(services, ctx)
  const { kind } = grantModes['session-start']
  const opening = start.parse(await redeemTicket(services, { kind, token: ticket, verifier }))
  const deviceId = ctx.get('x-device-id').slice(0, 256) || undefined
  const held = await openSession(services, preludeSessions, { ...opening, jkt, deviceId, visit: visitOf(ctx) })
  await closePrevious(services, ctx, jkt)
  setRefreshCookie(services, ctx, house, held)
  await answerSession(services, ctx, held)
}

// A kit shows the session that the new one takes the place of; it may be over already.
async function closePrevious(services: Services, ctx: RouterContext, jkt: string | undefined): Promise<void> {
  const refreshToken = ctx.get('x-refresh-token')
  if (refreshToken === '') return
  await closeSession(services, preludeSessions, { refreshToken, jkt }).catch((error: unknown) => {
    if (!isRefusal(error)) throw error
  })
}

/** `POST /refresh` */
export async function refresh(services: Services, ctx: RouterContext, house: House): Promise<void> {
  const held = await refreshSession(services, preludeSessions, await shownToken(services, ctx, house))
  setRefreshCookie(services, ctx, house, held)
  await answerSession(services, ctx, held)
}

/** `POST /revoke` */
export async function revoke(services: Services, ctx: RouterContext, house: House): Promise<void> {
  await closeSession(services, preludeSessions, await shownToken(services, ctx, house))
  setRefreshCookie(services, ctx, house)
  ctx.status = 204
}

/** `GET /me/list` */
export async function list(services: Services, ctx: RouterContext): Promise<void> {
  const { user } = await bearerOf(services, ctx)
  const page = validate(listRequest, ctx.query)
  ctx.body = listAnswer(await listSessions(services, preludeSessions, { userId: user.id, ...page }), page)
}

/** `POST /me/revoke?target=all|others|mine|session` */
export async function revokeMine(services: Services, ctx: RouterContext): Promise<void> {
  const { user, session } = await bearerOf(services, ctx)
  const asked = validate(revokeRequest, ctx.query)
  switch (asked.target) {
    case 'all':
      await closeSessions(services, preludeSessions, { userId: user.id })
      break
    case 'others':
      await closeSessions(services, preludeSessions, { userId: user.id, keep: session.id })
      break
    case 'mine':
      await closeSessionOf(services, preludeSessions, { userId: user.id, sessionId: session.id })
      break
    case 'session':
      await closeSessionOf(services, preludeSessions, { userId: user.id, sessionId: asked.session_id })
      break
    default:
      asked satisfies never
  }
  ctx.status = 204
}

function bearerOf(services: Services, ctx: RouterContext): Promise<Bearer> {
  return authenticateBearer(services, preludeSessions, bearerToken(ctx))
}
