import { days, minutes } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import type { Visit } from '../audit/visit.ts'
import { giveBack } from './give-back.ts'
import { type Budget, refill } from './spend.ts'

/** What every wrong password takes from (security 6.5); `account` is the same however the person was named. */
export function passwordBudgets({ account, visit }: { readonly account: string; readonly visit: Visit }) {
  return {
    network: { bucket: 'password.network', key: visit.network, limit: 50, window: minutes(1) },
    pair: { bucket: 'password.pair', key: `${visit.ip} ${account}`, limit: 20, window: minutes(1) },
    ...accountBudgets(account),
  } satisfies Record<string, Budget>
}

/** Gives back what the right password took, so that only wrong ones count; the account starts over. */
export async function returnPasswordTry(
  services: Services,
  { network, pair, account, streak }: ReturnType<typeof passwordBudgets>,
): Promise<void> {
  await giveBack(services, network)
  await giveBack(services, pair)
  await giveBack(services, account)
  await refill(services, streak)
}

/** Lets the password of an account be tried again; `streak` too when the person has proven who they are another way. */
export async function clearPasswordBudgets(
  services: Pick<Services, 'store'>,
  { account, streak }: { readonly account: string; readonly streak: boolean },
): Promise<void> {
  const budgets = accountBudgets(account)
  await refill(services, budgets.account)
  if (streak) await refill(services, budgets.streak)
}

// The streak is NIST SP 800-63B section 5.2.2: after a hundred wrong ones in a row the password is worth nothing.
function accountBudgets(key: string) {
  return {
    account: { bucket: 'password.account', key, limit: 10, window: minutes(15) },
    streak: { bucket: 'password.streak', key, limit: 100, window: days(365) },
  }
}
