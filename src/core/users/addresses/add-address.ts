import { AppError } from '../../../errors.ts'
import { hours } from '../../../kit/clock.ts'
import { newId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import { isUniqueViolation } from '../../../store/prisma.ts'
import type { User } from '../../../store/users.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { spend } from '../../limits/spend.ts'
import { dropTyped } from './drop-typed.ts'
import { sendAddressCode } from './send-address-code.ts'

const most = 20

export interface AddAddress {
  readonly user: User
  readonly email: string
  /** What the code is bound to. */
  readonly subject: string
  readonly visit: Visit
}

/**
 * Adds an address that still has to be proven and mails a code there; answers its id. Somebody else's proven address is
 * refused, and so is the only one of an account; another one that somebody typed and never proved is nobody's.
 */
export async function addAddress(services: Services, { user, email, subject, visit }: AddAddress): Promise<string> {
  if (user.emails.length >= most) throw new AppError('input.invalid', { fields: { email: 'too-many' } })
  // The answer tells whether somebody has the address, so nobody asks for many.
  await spend(services, { bucket: 'address.add', key: user.id, limit: 10, window: hours(1) })
  const known = await services.store.emails.find(email)
  if (known?.userId === user.id) return known.id
  if (known?.verifiedAt) throw new AppError('email.taken')
  const id = newId('email')
  try {
    await services.store.transaction(async (tx) => {
      // Nothing is proven yet: whoever has no other address waits with it for the first sign-in.
      await dropTyped(tx, email)
      await tx.emails.create({ id, userId: user.id, address: email, verifiedAt: null, createdAt: services.clock.now() })
      const event = { type: 'email.added', actor: { type: 'user', id: user.id }, target: user.id } as const
      await recordEvent({ ...services, store: tx }, { ...event, ...seenFrom(visit) })
    })
  } catch (cause) {
    if (isUniqueViolation(cause)) throw new AppError('email.taken', {}, { cause })
    throw cause
  }
  await sendAddressCode(services, { user, emailId: id, email, subject, visit })
  return id
}
