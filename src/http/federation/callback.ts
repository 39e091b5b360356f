import Router, { type RouterContext } from '@koa/router'
import { z } from 'zod'
import { keepArrival } from '../../core/federation/arrival.ts'
import { completeSignIn } from '../../core/federation/complete-sign-in.ts'
import { findStart } from '../../core/federation/find-start.ts'
import { isRefusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { validate } from '../validate.ts'
import { visitOf } from '../visit.ts'
import { callbackParams } from './callback-params.ts'
import { offerStart } from './offer-start.tsx'

/** The doors whose sign-ins come back here; a dialect has a callback of its own. */
export type CallbackDoor = 'interaction' | 'account'

const doors: readonly CallbackDoor[] = ['interaction', 'account']

const place = z.object({ provider: z.string().max(64) })
const note = z.object({ returnTo: z.string(), startAgain: z.string(), holder: z.string() })

/** What a door notes in its attempt: the pages that go on and begin again, and who alone may take what has come. */
export type CallbackNote = z.output<typeof note>

/** Where these doors take a provider's answer. */
export function callbackPath(provider: string): string {
  return `/federation/${provider}/callback`
}

/**
 * Takes every provider's answer, by GET or by a form from another site, so without any cookie. It finishes the work
 * upstream and decides nothing: the page it leads to knows the browser, and decides (design 3.2, trap 8).
 */
export function federationCallback(services: Services): Router {
  const router = new Router({ sensitive: true })
  const receive = (ctx: RouterContext) => receiveAnswer(services, ctx)
  router.get('/federation/:provider/callback', receive)
  router.post('/federation/:provider/callback', receive)
  return router
}

async function receiveAnswer(services: Services, ctx: RouterContext): Promise<void> {
  const { provider } = validate(place, ctx.params)
  const params = await callbackParams(ctx)
  try {
    const { memo, outcome } = await completeSignIn(services, { provider, doors, params, visit: visitOf(ctx) })
    const { returnTo, holder } = note.parse(memo)
    const ticket = await keepArrival(services, { provider, holder, outcome })
    sendOn(ctx, `${returnTo}?ticket=${ticket}`)
  } catch (error) {
    if (!isRefusal(error, 'attempt.expired') && !isRefusal(error, 'attempt.invalid')) throw error
    const start = await findStart(services, { key: params.get('state') ?? '', provider })
    if (!start || !doors.some((door) => door === start.door)) throw error
    offerStart(services, ctx, note.parse(start.memo).startAgain, error.status)
  }
}

function sendOn(ctx: RouterContext, address: string): void {
  ctx.set('Referrer-Policy', 'no-referrer')
  ctx.set('Cache-Control', 'no-store')
  // Never 307: the provider's form must not be posted on (RFC 9700 section 4.12).
  ctx.status = 303
  ctx.redirect(address)
}
