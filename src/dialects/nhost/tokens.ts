import type { RouterContext } from '@koa/router'
import { z } from 'zod'
import { refreshUpstreamTokens } from '../../core/federation/identities/refresh-upstream-tokens.ts'
import { takeUpstreamTokens } from '../../core/federation/identities/take-upstream-tokens.ts'
import { closeSession, closeSessions } from '../../core/sessions/close-session.ts'
import { openSession } from '../../core/sessions/open-session.ts'
import { refreshSession } from '../../core/sessions/refresh-session.ts'
import { proofName } from '../../core/sign-in/progress.ts'
import { redeemTicket } from '../../core/tickets/redeem-ticket.ts'
import { AppError, isRefusal } from '../../errors.ts'
import { validate } from '../../http/validate.ts'
import { visitOf } from '../../http/visit.ts'
import type { Services } from '../../services.ts'
import { bearerToken } from '../bearer-token.ts'
import { authenticate, bearerOf } from './access.ts'
import { codeTicket } from './callback.ts'
import {
  exchangeRequest,
  providerPath,
  providerRefreshRequest,
  refreshRequest,
  signOutRequest,
  verifyRequest,
} from './requests.ts'
import { providerSession, sessionAnswer } from './responses.ts'
import { nhostSessions } from './session.ts'

/** `POST /token` */
export async function refresh(services: Services, ctx: RouterContext): Promise<void> {
  const held = await refreshSession(services, nhostSessions, validate(refreshRequest, ctx.request.body))
  ctx.body = await sessionAnswer(services, held)
}

const codePayload = z.object({ userId: z.string(), proofs: z.array(proofName) })

/** `POST /token/exchange` */
export async function exchange(services: Services, ctx: RouterContext): Promise<void> {
  const { code, codeVerifier } = validate(exchangeRequest, ctx.request.body)
  const payload = await redeemTicket(services, { kind: codeTicket, token: code, verifier: codeVerifier })
  const opening = codePayload.parse(payload)
  const held = await openSession(services, nhostSessions, { ...opening, visit: visitOf(ctx) })
  ctx.body = { session: await sessionAnswer(services, held) }
}

/** `POST /token/verify` */
export async function verify(services: Services, ctx: RouterContext): Promise<void> {
  const { token } = validate(verifyRequest, ctx.request.body)
  try {
    await authenticate(services, token ?? bearerToken(ctx))
  } catch (cause) {
    throw isRefusal(cause) ? new AppError('input.invalid', {}, { cause }) : cause
  }
  ok(ctx)
}

/** `POST /signout` */
export async function signOut(services: Services, ctx: RouterContext): Promise<void> {
  const { refreshToken, all } = validate(signOutRequest, ctx.request.body)
  if (all) {
    const { user } = await bearerOf(services, ctx)
    await closeSessions(services, nhostSessions, { userId: user.id })
  } else if (refreshToken !== undefined) {
    // A token nobody knows is signed out already.
    await closeSession(services, nhostSessions, { refreshToken }).catch((error: unknown) => {
      if (!isRefusal(error, 'token.invalid')) throw error
    })
  } else {
    throw new AppError('input.invalid', { refreshToken: 'is missing' })
  }
  ok(ctx)
}

/** `GET /signin/provider/{provider}/callback/tokens`: what the provider gave us, once. */
export async function takeProviderTokens(services: Services, ctx: RouterContext): Promise<void> {
  const { provider } = validate(providerPath, ctx.params)
  const { user } = await bearerOf(services, ctx)
  ctx.body = providerSession(services, await takeUpstreamTokens(services, { userId: user.id, provider }))
}

/** `POST /token/provider/{provider}` */
export async function refreshProviderTokens(services: Services, ctx: RouterContext): Promise<void> {
  const { provider } = validate(providerPath, ctx.params)
  await bearerOf(services, ctx)
  const { refreshToken } = validate(providerRefreshRequest, ctx.request.body)
  try {
    ctx.body = providerSession(services, await refreshUpstreamTokens(services, { provider, refreshToken }))
  } catch (cause) {
    // Whatever step failed, the API has one word for it.
    const failed = isRefusal(cause) && cause.code.startsWith('upstream.')
    throw failed ? new AppError('upstream.refused', {}, { cause }) : cause
  }
}

// The API answers with a JSON text.
function ok(ctx: RouterContext): void {
  ctx.type = 'application/json'
  ctx.body = '"OK"'
}
