import { AppError } from '../../errors.ts'
import type { MailMessage, Services } from '../../services.ts'
import { primaryEmail, type User } from '../../store/users.ts'
import { eventRow } from '../audit/record-event.ts'
import { seenFrom, type Visit } from '../audit/visit.ts'
import type { Proof } from './assurance.ts'
import { deviceName } from './device-name.ts'
import { seenDevice } from './devices.ts'

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
  const { store, mail, clock } = services
  const { user, proofs, visit, clientId, firstTime } = input
  const at = clock.now()
  const event = { actor: { type: 'user', id: user.id }, clientId, ...seenFrom(visit) } as const
  const events = [eventRow(at, { ...event, type: 'sign-in.succeeded', detail: { proofs } })]
  if (user.deleteAfter !== null) events.push(eventRow(at, { ...event, type: 'user.deletion-cancelled' }))
  const notice = firstTime ? undefined : noticeOf(services, input)
  const isThere = await store.arrivals.record({
    userId: user.id,
    at,
    device: seenDevice(services, input),
    events,
    notice: notice && mail.prepare(notice),
  })
  if (!isThere) throw new AppError('user.unknown', { id: user.id })
}

function noticeOf({ clock, issuer }: Services, { user, visit }: FinishedSignIn): MailMessage | undefined {
  const email = primaryEmail(user)
  if (!email?.verifiedAt) return undefined
  const values = {
    at: clock.now().toISOString(),
    device: deviceName(visit.userAgent) ?? '',
    place: visit.network,
    sessionsUrl: `${issuer.origin}/account/sessions`,
  }
  return {
    to: email.address,
    template: 'new-device',
    locale: user.locale ?? visit.locale,
    values,
    clientId: visit.clientId,
  }
}
