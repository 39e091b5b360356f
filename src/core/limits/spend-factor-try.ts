import { AppError } from '../../errors.ts'
import { after, hours } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import { spend } from './spend.ts'

const triesPerChallenge = 5

/**
 * Takes one try at a second step: five for each challenge, whatever the settings say, and twenty an hour for each account,
 * so that new challenges do not bring new luck (security L03).
 */
export async function spendFactorTry(
  services: Services,
  { challenge, account }: { readonly challenge: string; readonly account: string },
): Promise<void> {
  const { store, clock } = services
  const now = clock.now()
  const { count } = await store.counters.add(`factor.challenge:${challenge}`, now, after(now, hours(1)))
  if (count > triesPerChallenge) throw new AppError('code.exhausted')
  await spend(services, factorBudget(account))
}

/** What all short codes of one account share. */
export function factorBudget(account: string) {
  return { bucket: 'factor.account', key: account, limit: 20, window: hours(1) }
}
