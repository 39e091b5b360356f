import { z } from 'zod'
import type { Services } from '../../services.ts'
import type { Visit } from '../audit/visit.ts'
import { checkCode } from '../factors/codes/check-code.ts'
import { findCode } from '../factors/codes/find-code.ts'
import { sendCode } from '../factors/codes/send-code.ts'
import { spendMail } from '../limits/spend-mail.ts'
import { continueAfterProof, findProof } from './continue-after-proof.ts'
import type { Outcome } from './outcome.ts'
import { providerLabel } from './settings/provider-label.ts'

export interface SendProofCode {
  /** The ticket of an outcome that asks for proof. */
  readonly ticket: string
  /** What the code is bound to: whoever types it must come from there. */
  readonly subject: string
  readonly visit: Visit
}

const purpose = 'link-identity'
const pending = z.object({ ticket: z.string(), email: z.string(), provider: z.string() })

/** A sign-in at a provider that waits for the code. */
export type PendingProof = z.output<typeof pending>

/** Mails a code to the address that has to be proven; the code before stops working. */
export async function sendProofCode(services: Services, { ticket, subject, visit }: SendProofCode): Promise<void> {
  const { email, provider } = await findProof(services, ticket)
  await spendMail(services, { to: email, visit })
  const values = { provider: await providerLabel(services, provider) }
  const mail = { to: email, template: 'prove-address', locale: visit.locale, values, clientId: visit.clientId }
  const payload: PendingProof = { ticket, email, provider }
  await services.store.transaction((tx) => sendCode(services, tx, { purpose, subject, payload, mail }))
}

/** What waits for a code, for the page that asks for it and to send another. */
export async function findPendingProof(services: Services, subject: string): Promise<PendingProof | undefined> {
  const payload = await findCode(services, { purpose, subject })
  return payload === undefined ? undefined : pending.parse(payload)
}

/** Goes on with the sign-in when the code is right. */
export async function checkProofCode(
  services: Services,
  { subject, code, visit }: { readonly subject: string; readonly code: string; readonly visit: Visit },
): Promise<Outcome> {
  const { ticket, email } = pending.parse(await checkCode(services, { purpose, subject, code }))
  return continueAfterProof(services, { ticket, email, visit })
}
