import type { Services } from '../../services.ts'

const setting = 'second-factor.required'

/** Whether everybody needs a second step to enter this application, or any at all. */
export async function isSecondFactorRequired({ store }: Pick<Services, 'store'>, clientId?: string): Promise<boolean> {
  if ((await store.settings.find<boolean>(setting)) === true) return true
  const client = clientId === undefined ? undefined : await store.clients.findByClientId(clientId)
  return client?.secondFactorRequired ?? false
}

/** Asks everybody for a second step, or leaves it to people and applications. */
export async function requireSecondFactor({ store, clock }: Services, required: boolean): Promise<void> {
  await store.settings.save(setting, required, clock.now())
}
