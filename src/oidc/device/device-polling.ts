import type Provider from 'oidc-provider'
import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { after, minutes, type Seconds, seconds } from '../../kit/clock.ts'
import { digest } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'

/** How long a device waits between two polls, and how much longer after each that came too early (RFC 8628 3.5). */
export const pollInterval: Seconds = seconds(5)
/** How long a device code, and what is known about its polls, lives. */
export const deviceCodeLife: Seconds = minutes(10)

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

/** The device grant with the answer that the engine does not know: `slow_down` for who polls too often. */
export function paceDevicePolls<Ctx extends KoaContextWithOIDC>(
  services: Services,
  handler: (ctx: Ctx) => Promise<void> | void,
): (ctx: Ctx) => Promise<void> {
  return async (ctx) => {
    try {
      await handler(ctx)
    } catch (error) {
      // Only waiting is paced: an answer that is there is given at once.
      if (!(error instanceof errors.AuthorizationPending)) throw error
      if (await comesTooEarly(services, String(ctx.oidc.params?.['device_code']))) throw new errors.SlowDown()
      throw error
    }
  }
}

// Two counters that all replicas share: the first poll of an interval is in time, every other one is early.
async function comesTooEarly({ store, clock }: Services, deviceCode: string): Promise<boolean> {
  const now = clock.now()
  const key = digest(deviceCode)
  const early = await store.counters.find(`device.early:${key}`, now)
  const interval = pollInterval * (1 + (early?.count ?? 0))
  const { count } = await store.counters.add(`device.poll:${key}`, now, after(now, interval))
  if (count === 1) return false
  await store.counters.add(`device.early:${key}`, now, after(now, deviceCodeLife))
  return true
}

/** Says how often a device may poll, where the engine leaves it to the default (RFC 8628 3.2). */
export function tellPollInterval(provider: Provider): void {
  provider.on('device_authorization.success', (_ctx: KoaContextWithOIDC, answer: Record<string, unknown>) => {
    answer['interval'] = pollInterval
  })
}
