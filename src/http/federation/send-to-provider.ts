import type Koa from 'koa'
import { beginSignIn } from '../../core/federation/begin-sign-in.ts'
import { spend } from '../../core/limits/spend.ts'
import { minutes } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import { visitOf } from '../visit.ts'
import { type CallbackDoor, type CallbackNote, callbackPath } from './callback.ts'
import { callbackUrl } from './callback-url.ts'

export interface SendToProvider {
  readonly provider: string
  readonly door: CallbackDoor
  readonly note: CallbackNote
}

/** Begins a sign-in at a provider and sends the browser there; the answer comes to `federationCallback`. */
export async function sendToProvider(services: Services, ctx: Koa.Context, input: SendToProvider): Promise<void> {
  const { provider, door, note } = input
  const { network } = visitOf(ctx)
  await spend(services, { bucket: 'federation.start', key: network, limit: 30, window: minutes(1) })
  const address = callbackUrl(services, provider, callbackPath(provider))
  const url = await beginSignIn(services, { provider, door, callbackUrl: address, memo: note })
  ctx.set('Referrer-Policy', 'no-referrer')
  ctx.status = 303
  ctx.redirect(url.href)
}
