import type { Client } from 'oidc-provider'
import { after, hours, minutes, type Seconds, seconds } from '../../kit/clock.ts'
import { limited } from '../../kit/outbound.ts'
import { newSecret } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { Delivery } from '../../store/deliveries.ts'
import type { Engine } from '../engine.ts'

/** How long to wait after each attempt that failed; the last one is about a day after the sign-out. */
const pauses: readonly Seconds[] = [seconds(15), minutes(1), minutes(5), minutes(30), hours(2), hours(6), hours(15)]
const batch = 20
// Whoever claimed a delivery and died has lost it by then.
const claimed = minutes(1)

/** Tells applications of sign-outs (OpenID Connect Back-Channel Logout 1.0 section 2.5), again and again for a day. */
export async function deliverLogouts(services: Services, engine: Engine): Promise<void> {
  const { store, clock } = services
  const due = await store.deliveries.listDue(clock.now(), batch)
  await Promise.all(due.map((delivery) => deliver(services, engine, delivery)))
}

async function deliver(services: Services, engine: Engine, delivery: Delivery): Promise<void> {
  const { store, clock, log } = services
  if (!(await store.deliveries.claim(delivery, after(clock.now(), claimed)))) return
  const problem = await attempt(services, engine, delivery)
  const now = clock.now()
  if (problem === undefined) {
    return store.deliveries.update(delivery.id, { status: 'delivered', deliveredAt: now, lastError: null })
  }
  const pause = pauses[delivery.attempts]
  log.warn(
    { delivery: delivery.id, client: delivery.clientId, attempt: delivery.attempts + 1, problem },
    'logout not delivered',
  )
  const next = pause === undefined ? { status: 'failed' } : { nextAttemptAt: after(now, pause) }
  await store.deliveries.update(delivery.id, { ...next, lastError: problem })
}

// Answers why it failed: whatever goes wrong on the way is a reason to try again, not a fault of ours.
async function attempt({ fetch }: Services, engine: Engine, delivery: Delivery): Promise<string | undefined> {
  try {
    const client = await engine.current().Client.find(delivery.clientId)
    if (!client) return 'the application is unknown or disabled'
    const body = new URLSearchParams({ logout_token: await logoutToken(engine, client, delivery) })
    const send = limited(fetch, { circuit: `logout ${new URL(delivery.uri).origin}` })
    const response = await send(delivery.uri, { method: 'POST', body, redirect: 'manual' })
    return response.status === 200 || response.status === 204 ? undefined : `answered ${response.status}`
  } catch (error) {
    return deepest(error).slice(0, 200)
  }
}

function deepest(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return error.cause instanceof Error ? deepest(error.cause) : error.message
}

// A token for each attempt: it lives two minutes, a delivery may take a day.
function logoutToken(engine: Engine, client: Client, { accountId, sid }: Delivery): Promise<string> {
  const { IdToken } = engine.current()
  // The engine's types leave out what its own logout does with these members.
  const token = new IdToken({ sub: accountId }, { client }) as InstanceType<typeof IdToken> & { mask: object }
  token.mask = { sub: null }
  token.set('events', { 'http://schemas.openid.net/event/backchannel-logout': {} })
  token.set('jti', newSecret(16))
  if (sid !== null && client.backchannelLogoutSessionRequired) token.set('sid', sid)
  return token.issue({ use: 'logout' })
}
