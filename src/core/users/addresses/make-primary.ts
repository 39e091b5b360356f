import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { primaryEmail, type User } from '../../../store/users.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { deviceName } from '../../sign-in/device-name.ts'

export interface MakePrimary {
  readonly user: User
  readonly emailId: string
  readonly visit: Visit
}

/** Makes a proven address the primary one and tells the one before. */
export async function makePrimary(services: Services, { user, emailId, visit }: MakePrimary): Promise<void> {
  const email = user.emails.find(({ id }) => id === emailId)
  if (!email?.verifiedAt) throw new AppError('email.unverified')
  const before = primaryEmail(user)
  const now = services.clock.now()
  await services.store.transaction(async (tx) => {
    await tx.users.update(user.id, { primaryEmailId: emailId, updatedAt: now })
    const event = { type: 'email.primary-changed', actor: { type: 'user', id: user.id }, target: user.id } as const
    await recordEvent({ ...services, store: tx }, { ...event, ...seenFrom(visit) })
    if (!before?.verifiedAt || before.id === emailId) return
    const values = {
      at: now.toISOString(),
      device: deviceName(visit.userAgent) ?? '',
      place: visit.network,
      email: email.address,
      recoverUrl: `${services.issuer.origin}/recover`,
    }
    const locale = user.locale ?? visit.locale
    await services.mail.queue(
      { to: before.address, template: 'email-changed', locale, values, clientId: visit.clientId },
      tx,
    )
  })
}
