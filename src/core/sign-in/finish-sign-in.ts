import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { Store } from '../../store/store.ts'
import { primaryEmail, type User } from '../../store/users.ts'
import { recordEvent } from '../audit/record-event.ts'
import { seenFrom, type Visit } from '../audit/visit.ts'
import type { Proof } from './assurance.ts'
import { deviceName } from './device-name.ts'
import { seeDevice, trustDevice } from './devices.ts'

export interface FinishedSignIn {
  readonly user: User
  readonly proofs: readonly Proof[]
  readonly visit: Visit
  readonly device: string
  readonly clientId?: string | undefined
  /** Do not ask for the second step in this browser for a while. */
  readonly trust: boolean
  /** The account was made just now, so its first device is no news. */
  readonly firstTime: boolean
}

/** Records a complete sign-in, tells the person by mail of a device not seen before, and keeps an account that was leaving. */
export async function finishSignIn(services: Services, input: FinishedSignIn): Promise<void> {
  const { user, proofs, visit, device, clientId, trust, firstTime } = input
  const now = services.clock.now()
  await services.store.transaction(async (tx) => {
    const within = { ...services, store: tx }
    const change = { lastSignInAt: now, lastActiveAt: now, deleteAfter: null }
    if (!(await tx.users.updateWhere(user.id, {}, change))) throw new AppError('user.unknown', { id: user.id })
    const event = { actor: { type: 'user', id: user.id }, clientId, ...seenFrom(visit) } as const
    await recordEvent(within, { ...event, type: 'sign-in.succeeded', detail: { proofs } })
    if (user.deleteAfter !== null) await recordEvent(within, { ...event, type: 'user.deletion-cancelled' })
    const known = await seeDevice(within, { user, device, visit })
    if (trust) await trustDevice(within, { user, device })
    if (!known && !firstTime) await tellOfDevice(services, tx, { user, visit })
  })
}

async function tellOfDevice(
  { mail, clock, issuer }: Services,
  tx: Store,
  { user, visit }: { readonly user: User; readonly visit: Visit },
): Promise<void> {
  const email = primaryEmail(user)
  if (!email?.verifiedAt) return
  const values = {
    at: clock.now().toISOString(),
    device: deviceName(visit.userAgent) ?? '',
    place: visit.network,
    sessionsUrl: `${issuer.origin}/account/sessions`,
  }
  await mail.queue({ to: email.address, template: 'new-device', locale: user.locale ?? visit.locale, values }, tx)
}
