import type Koa from 'koa'
import { spend } from '../core/limits/spend.ts'
import { minutes } from '../kit/clock.ts'
import type { Services } from '../services.ts'

/** Takes one from the sign-ins an address may begin: each leaves a row behind until it ends or expires. */
export function spendStart(services: Services, ctx: Koa.Context): Promise<void> {
  return spend(services, { bucket: 'dialect.start', key: String(ctx.state['address']), limit: 600, window: minutes(1) })
}
