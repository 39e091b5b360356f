import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { comparable, primaryEmail, type User } from '../../../store/users.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { findCode } from '../../factors/codes/find-code.ts'
import { sendCode } from '../../factors/codes/send-code.ts'
import { spendMail } from '../../limits/spend-mail.ts'
import { maySignIn } from '../../users/may-sign-in.ts'
import { findByIdentifier } from '../find-by-identifier.ts'

const pending = z.object({ identifier: z.string(), userId: z.string().optional(), remember: z.boolean() })

/** A sign-in that waits for a mailed code. */
export type PendingCode = z.output<typeof pending>

export const signInPurpose = 'sign-in'

export interface SendSignInCode {
  readonly identifier: string
  readonly remember: boolean
  readonly subject: string
  readonly visit: Visit
}

/** Mails a code to sign in with; for whoever is not known the same work is done and nothing is sent. */
export async function sendSignInCode(
  services: Services,
  { identifier, remember, subject, visit }: SendSignInCode,
): Promise<void> {
  const user = await findByIdentifier(services, identifier)
  const address = user && addressOf(user, identifier)
  await spendMail(services, { to: address ?? identifier, visit })
  const withheld = user === undefined || address === undefined || !maySignIn(user, services.clock.now())
  const payload: PendingCode = { identifier, remember, ...(withheld ? {} : { userId: user.id }) }
  const locale = user?.locale ?? visit.locale
  const mail = {
    to: address ?? identifier,
    template: 'sign-in-code',
    locale,
    values: {},
    clientId: visit.clientId,
    withheld,
  }
  await services.store.transaction(async (tx) => {
    await sendCode(services, tx, { purpose: signInPurpose, subject, payload, mail, decoy: withheld })
    const event = {
      type: 'sign-in.code-sent',
      actor: { type: 'anonymous' },
      target: user?.id,
      ...seenFrom(visit),
    } as const
    await recordEvent({ ...services, store: tx }, event)
  })
}

/** The sign-in that waits for a code, for the page that asks for it. */
export async function findPendingCode(services: Services, subject: string): Promise<PendingCode | undefined> {
  const payload = await findCode(services, { purpose: signInPurpose, subject })
  return payload === undefined ? undefined : readPendingCode(payload)
}

/** Mails another code; the one before stops working. */
export async function resendSignInCode(
  services: Services,
  { subject, visit }: Pick<SendSignInCode, 'subject' | 'visit'>,
): Promise<void> {
  const found = await findPendingCode(services, subject)
  if (!found) throw new AppError('code.expired')
  await sendSignInCode(services, { ...found, subject, visit })
}

export function readPendingCode(payload: unknown): PendingCode {
  return pending.parse(payload)
}

// The proven address that was named, else the main one.
function addressOf(user: User, identifier: string): string | undefined {
  const named = user.emails.find((email) => email.addressKey === comparable(identifier)) ?? primaryEmail(user)
  return named?.verifiedAt ? named.address : undefined
}
