import type { RouterContext } from '@koa/router'
import { z } from 'zod'
import { checkProofCode, sendProofCode } from '../../core/federation/proof-code.ts'
import { spend } from '../../core/limits/spend.ts'
import { checkSignInCode } from '../../core/sign-in/by-code/check-sign-in-code.ts'
import { resendSignInCode, sendSignInCode } from '../../core/sign-in/by-code/send-sign-in-code.ts'
import { mintTicket } from '../../core/tickets/mint-ticket.ts'
import { readTicket } from '../../core/tickets/read-ticket.ts'
import { redeemTicket } from '../../core/tickets/redeem-ticket.ts'
import { AppError, isRefusal } from '../../errors.ts'
import { validate } from '../../http/validate.ts'
import { visitOf } from '../../http/visit.ts'
import { minutes, seconds } from '../../kit/clock.ts'
import { newSecret } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import { hostCookie, setCookie } from '../browser-cookie.ts'
import type { House } from '../dialect.ts'
import { grantModes, openChallenge } from './challenge-token.ts'
import { cookieOf } from './credentials.ts'
import { checkRequest, codeRequest } from './requests.ts'
import { mintSessionStart } from './sign-in.ts'

const link = z.object({ ticket: z.string(), challenge: z.string(), provider: z.string() })

/** A verification under way: of an address that a provider brought (`link`), or of one's own. */
const verification = z.object({
  subject: z.string(),
  link: z.string().optional(),
  ticket: z.string().optional(),
  challenge: z.string().optional(),
  provider: z.string().optional(),
})
type Verification = z.output<typeof verification>

const kind = 'prelude-verification'
const lifetime = minutes(30)

/** `POST /otp`: mails a code. Who is unknown gets the same answer. */
export async function sendCode(services: Services, ctx: RouterContext, house: House): Promise<void> {
  const asked = validate(codeRequest, ctx.request.body)
  const payload = asked.kind === 'link' ? await linkOf(services, asked.token) : own(asked.challenge)
  if (asked.kind === 'link') await mailUnlessRecent(services, ctx, payload)
  else await mailOwn(services, ctx, { identifier: asked.address, subject: payload.subject })
  const token = await mintTicket(services, { kind, payload, ttl: lifetime })
  ctx.set('X-Verification-Token', token)
  setCookie(ctx, services, { name: verificationCookie(services, house), value: token, maxAge: lifetime })
  ctx.status = 204
}

/** `POST /otp/retry` */
export async function sendCodeAgain(services: Services, ctx: RouterContext, house: House): Promise<void> {
  const { payload } = await pending(services, ctx, house)
  await mailAgain(services, ctx, payload)
  ctx.status = 204
}

/** `POST /otp/check`: the right code lets the person in, and only now makes or joins an account. */
export async function checkCode(services: Services, ctx: RouterContext, house: House): Promise<void> {
  const { code } = validate(checkRequest, ctx.request.body)
  const { token, payload } = await pending(services, ctx, house)
  const { subject, challenge, provider } = payload
  const user =
    payload.ticket === undefined
      ? (await checkSignInCode(services, { subject, code })).user
      : await prove(services, ctx, payload, code)
  await redeemTicket(services, { kind, token })
  const proofs = payload.ticket === undefined ? (['email-code'] as const) : (['federated'] as const)
  ctx.body = { challenge_token: await mintSessionStart(services, { user, proofs, challenge, provider }) }
}

async function prove(services: Services, ctx: RouterContext, { subject, link: token }: Verification, code: string) {
  const outcome = await checkProofCode(services, { subject, code, visit: visitOf(ctx) })
  if (token !== undefined) await redeemTicket(services, { kind: grantModes['oauth-email-link'].kind, token })
  if (outcome.kind === 'refused') throw outcome.error
  if (outcome.kind !== 'signed-in') throw new Error(`not an answer to a proof: ${outcome.kind}`)
  return outcome.user
}

function own(challenge: string | undefined): Verification {
  return { subject: `prelude:${newSecret()}`, challenge }
}

async function linkOf(services: Services, challengeToken: string): Promise<Verification> {
  const token = await openChallenge(services, challengeToken, 'oauth-email-link')
  const { ticket, ...way } = link.parse(
    await readTicket(services, { kind: grantModes['oauth-email-link'].kind, token }),
  )
  // One subject for a link, so that starting over brings no new tries of the same code.
  return { subject: `prelude:${token}`, link: token, ticket, ...way }
}

function mailOwn(
  services: Services,
  ctx: RouterContext,
  to: { readonly identifier: string; readonly subject: string },
) {
  return sendSignInCode(services, { ...to, remember: false, visit: visitOf(ctx) })
}

// A kit that lost the answer asks again: the code that is on its way stays good.
async function mailUnlessRecent(services: Services, ctx: RouterContext, payload: Verification): Promise<void> {
  await mailAgain(services, ctx, payload).catch((error: unknown) => {
    if (!isRefusal(error, 'rate.limited')) throw error
  })
}

async function mailAgain(services: Services, ctx: RouterContext, { subject, ticket }: Verification): Promise<void> {
  await spend(services, { bucket: 'prelude.code', key: subject, limit: 1, window: seconds(30) })
  const visit = visitOf(ctx)
  await (ticket === undefined
    ? resendSignInCode(services, { subject, visit })
    : sendProofCode(services, { ticket, subject, visit }))
}

async function pending(
  services: Services,
  ctx: RouterContext,
  house: House,
): Promise<{ token: string; payload: Verification }> {
  const token = ctx.get('x-verification-token') || cookieOf(services, ctx, verificationCookie(services, house))
  if (!token) throw new AppError('session.required')
  try {
    return { token, payload: verification.parse(await readTicket(services, { kind, token })) }
  } catch (error) {
    // A verification that is used says so; one that is over or unknown is no credential.
    throw isRefusal(error) && error.code !== 'ticket.used' ? new AppError('session.required') : error
  }
}

function verificationCookie(services: Services, { instanceId }: House): string {
  return hostCookie(services, `verification-login_${instanceId}`)
}
