import type { RouterContext } from '@koa/router'
import { z } from 'zod'
import { SecondFactor } from '../../views/interaction/second-factor.tsx'
import { listFactors } from '../core/factors/list-factors.ts'
import { provideFactor } from '../core/factors/provide-factor.ts'
import type { Proof } from '../core/sign-in/assurance.ts'
import { nextStep } from '../core/sign-in/next-step.ts'
import { mintTicket } from '../core/tickets/mint-ticket.ts'
import { readTicket } from '../core/tickets/read-ticket.ts'
import { redeemTicket } from '../core/tickets/redeem-ticket.ts'
import { type AppError, isRefusal } from '../errors.ts'
import { codeField } from '../http/fields.ts'
import { page } from '../http/page.tsx'
import { validate } from '../http/validate.ts'
import { visitOf } from '../http/visit.ts'
import { minutes } from '../kit/clock.ts'
import { newSecret } from '../kit/secrets.ts'
import type { Services } from '../services.ts'
import type { User } from '../store/users.ts'
import { sendBrowser } from './send-browser.ts'

/** A page between the provider and the app, for people whose account asks for two steps; the APIs have no word for it. */
export interface SecondStep<Asked> {
  readonly path: string
  /** The kind of the ticket that stands for the first step. */
  readonly kind: string
  /** What the API remembers of the sign-in. */
  readonly asked: z.ZodType<Asked>
  /** Goes on as if nothing had been between. */
  finish(services: Services, ctx: RouterContext, entered: Entered<Asked>): Promise<void>
}

export interface Entered<Asked> {
  readonly user: User
  readonly proofs: readonly Proof[]
  readonly asked: Asked
}

const lifetime = minutes(10)
const pending = z.object({ userId: z.string(), round: z.string(), asked: z.unknown() })
const query = z.object({ ticket: z.string().max(100), factor: z.enum(['totp', 'recovery']).default('totp') })
const typed = z.object({ code: codeField })

/** Whether a person who came through a provider has another step to take. */
export async function needsSecondStep(services: Services, user: User): Promise<boolean> {
  return (await nextStep(services, { user, proofs: ['federated'] })).kind === 'second-factor'
}

/** Sends the browser to the page. */
export async function askSecondStep<Asked>(
  services: Services,
  ctx: RouterContext,
  { path, kind }: Pick<SecondStep<Asked>, 'path' | 'kind'>,
  { user, asked }: Omit<Entered<Asked>, 'proofs'>,
): Promise<void> {
  const payload = { userId: user.id, round: newSecret(16), asked }
  const ticket = await mintTicket(services, { kind, payload, userId: user.id, ttl: lifetime })
  sendBrowser(ctx, new URL(path, services.issuer), { ticket })
}

/** The page itself. */
export async function showSecondStep<Asked>(
  services: Services,
  ctx: RouterContext,
  step: SecondStep<Asked>,
): Promise<void> {
  const { ticket } = validate(query, ctx.query)
  const { userId } = pending.parse(await readTicket(services, { kind: step.kind, token: ticket }))
  await show(services, ctx, step.path, await services.store.users.get(userId))
}

/** Takes a code of the authenticator app, or a recovery code. */
export async function takeSecondStep<Asked>(
  services: Services,
  ctx: RouterContext,
  step: SecondStep<Asked>,
): Promise<void> {
  const { ticket, factor } = validate(query, ctx.query)
  const { code } = validate(typed, ctx.request.body)
  const { userId, round, asked } = pending.parse(await readTicket(services, { kind: step.kind, token: ticket }))
  const user = await services.store.users.get(userId)
  try {
    const proof = await provideFactor(services, { user, factor, code, challenge: round, visit: visitOf(ctx) })
    await redeemTicket(services, { kind: step.kind, token: ticket })
    await step.finish(services, ctx, { user, proofs: ['federated', proof], asked: step.asked.parse(asked) })
  } catch (error) {
    if (!isRefusal(error) || !shownOnPage.has(error.code)) throw error
    await show(services, ctx, step.path, user, error)
  }
}

const shownOnPage: ReadonlySet<AppError['code']> = new Set(['code.invalid', 'code.exhausted', 'rate.limited'])

async function show(
  services: Services,
  ctx: RouterContext,
  path: string,
  user: User,
  problem?: AppError,
): Promise<void> {
  const { ticket, factor } = validate(query, ctx.query)
  const address = (other: string) => `${path}?ticket=${ticket}&factor=${other}`
  const factors = (await listFactors(services, user)).filter((other) => other !== 'passkey')
  const others = factors.filter((other) => other !== factor).map((other) => ({ factor: other, url: address(other) }))
  const view = <SecondFactor factor={factor} action={address(factor)} others={others} problem={problem} />
  page(ctx, services, view, { status: problem?.status ?? 200, locales: user.locale ? [user.locale] : [] })
}
