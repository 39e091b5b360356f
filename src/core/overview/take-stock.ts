import { after, days } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import { listProviders } from '../federation/settings/list-providers.ts'

/** How much there is of everything, and what did not go well. */
export interface Stock {
  readonly people: number
  /** Of these, who was here in the last 30 days. */
  readonly active: number
  readonly administrators: number
  readonly applications: number
  /** Upstream providers people can sign in with. */
  readonly providers: number
  readonly failedMails: number
  readonly failedDeliveries: number
}

/** Counts what an operator should know of at a glance. */
export async function takeStock(services: Services): Promise<Stock> {
  const { store, clock } = services
  const [people, active, administrators, clients, providers, failedMails, deliveries] = await Promise.all([
    store.users.count(),
    store.users.count({ lastActiveAt: { gt: after(clock.now(), -days(30)) } }),
    store.users.count({ isAdmin: true }),
    store.clients.list({ orderBy: 'createdAt', descending: true, limit: 1, offset: 0 }),
    listProviders(services),
    store.mails.count('failed'),
    store.deliveries.list({ status: 'failed', limit: 1, offset: 0 }),
  ])
  return {
    people,
    active,
    administrators,
    applications: clients.total,
    providers: providers.length,
    failedMails,
    failedDeliveries: deliveries.total,
  }
}
