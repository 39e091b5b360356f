import type { RouterContext } from '@koa/router'
import { z } from 'zod'
import { ConfirmLink, LinkEnd } from '../../../views/interaction/link.tsx'
import { continueAfterProof } from '../../core/federation/continue-after-proof.ts'
import { providerLabel } from '../../core/federation/settings/provider-label.ts'
import { spendMail } from '../../core/limits/spend-mail.ts'
import { mintTicket } from '../../core/tickets/mint-ticket.ts'
import { readTicket } from '../../core/tickets/read-ticket.ts'
import { redeemTicket } from '../../core/tickets/redeem-ticket.ts'
import { proveAddress } from '../../core/users/addresses/prove-address.ts'
import { isRefusal } from '../../errors.ts'
import { page } from '../../http/page.tsx'
import { validate } from '../../http/validate.ts'
import { visitOf } from '../../http/visit.ts'
import { hours } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'

const kind = 'nhost-address'

/** An address to prove: of an account that was made with it, or on the way to one that somebody else made. */
const pending = z.object({
  email: z.string(),
  redirectTo: z.string(),
  account: z.object({ userId: z.string(), emailId: z.string() }).optional(),
  proof: z.string().optional(),
})
export type PendingAddress = z.output<typeof pending>

/** How long a person may take to open the mail (security 6.3). */
export const proofLife = hours(24)

/** Mails the link that proves an address; the budgets of mail hold, and nobody learns when they are spent. */
export async function mailProof(
  services: Services,
  ctx: RouterContext,
  { provider, ...address }: PendingAddress & { readonly provider: string },
): Promise<void> {
  const visit = visitOf(ctx)
  try {
    await spendMail(services, { to: address.email, visit })
  } catch (error) {
    if (isRefusal(error, 'rate.limited')) return
    throw error
  }
  const userId = address.account?.userId
  const ticket = await mintTicket(services, { kind, payload: address, ttl: proofLife, userId })
  const values = {
    provider: await providerLabel(services, provider),
    url: `${services.issuer.origin}/signin/verify?ticket=${ticket}`,
  }
  await services.mail.queue({ to: address.email, template: 'confirm-address', locale: visit.locale, values })
}

const link = z.object({ ticket: z.string().max(100) })

/** The page behind the link: it asks once more, since scanners of mail open links too. */
export async function showVerification(services: Services, ctx: RouterContext): Promise<void> {
  const { ticket } = validate(link, ctx.query)
  await orExpired(services, ctx, async () => {
    const { email } = pending.parse(await readTicket(services, { kind, token: ticket }))
    page(ctx, services, <ConfirmLink action={`/signin/verify?ticket=${ticket}`} email={email} />)
  })
}

/** Takes the press of the button. */
export async function verifyAddress(services: Services, ctx: RouterContext): Promise<void> {
  const { ticket } = validate(link, ctx.query)
  await orExpired(services, ctx, async () => {
    const { email, account, proof, redirectTo } = pending.parse(await redeemTicket(services, { kind, token: ticket }))
    if (account) await proveAddress(services, account)
    if (proof !== undefined) await continueAfterProof(services, { ticket: proof, email })
    page(ctx, services, <LinkEnd end="address" signInUrl={redirectTo} />)
  })
}

async function orExpired(services: Services, ctx: RouterContext, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isRefusal(error)) throw error
    page(ctx, services, <LinkEnd end="expired" />, { status: error.status })
  }
}
