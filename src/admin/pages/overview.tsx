import { type Notice, Overview } from '../../../views/admin/overview.tsx'
import { listFactors } from '../../core/factors/list-factors.ts'
import { type Stock, takeStock } from '../../core/overview/take-stock.ts'
import { show } from '../../http/own-pages/show.ts'
import type { Operator } from '../access.ts'

/** The first page: how many there are of everything, and what needs an administrator. */
export async function showOverview(operator: Operator): Promise<void> {
  const stock = await takeStock(operator.services)
  show(operator, <Overview {...stock} notices={await noticesOf(operator, stock)} />)
}

async function noticesOf({ services, user }: Operator, stock: Stock): Promise<readonly Notice[]> {
  const { config } = services
  const factors = await listFactors(services, user)
  const notices: readonly (Notice | false)[] = [
    stock.failedMails > 0 && { kind: 'mails-failed', count: stock.failedMails },
    stock.failedDeliveries > 0 && { kind: 'deliveries-failed', count: stock.failedDeliveries },
    factors.length === 0 && { kind: 'no-second-step' },
    config.smtpUrl === undefined && { kind: 'no-mail-server' },
    stock.providers === 0 && { kind: 'no-provider' },
  ]
  return notices.filter((notice) => notice !== false)
}
