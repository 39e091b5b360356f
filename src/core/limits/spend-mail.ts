import { days, hours } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import { comparable } from '../../store/users.ts'
import type { Visit } from '../audit/visit.ts'
import { spend } from './spend.ts'

/** Takes one mail from the budgets of its address and of the network that asks; the same whether anybody lives there. */
export async function spendMail(
  services: Services,
  { to, visit }: { readonly to: string; readonly visit: Visit },
): Promise<void> {
  const key = comparable(to)
  await spend(services, { bucket: 'mail.network', key: visit.network, limit: 30, window: hours(1) })
  await spend(services, { bucket: 'mail.hour', key, limit: 5, window: hours(1) })
  await spend(services, { bucket: 'mail.day', key, limit: 20, window: days(1) })
}
