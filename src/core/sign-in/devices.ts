import { after, days } from '../../kit/clock.ts'
import type { UserId } from '../../kit/ids.ts'
import { digest } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { ArrivalDevice } from '../../store/arrivals.ts'
import type { User } from '../../store/users.ts'
import type { Visit } from '../audit/visit.ts'

/** How long a device that its person trusts is not asked for the second step. */
export const trustDuration = days(30)

export interface DeviceOf {
  readonly user: Pick<User, 'id' | 'isAdmin'>
  /** The secret of this browser's device cookie. */
  readonly device: string | undefined
}

export interface SeenIn {
  readonly user: Pick<User, 'id' | 'isAdmin'>
  readonly device: string
  readonly visit: Visit
  /** Do not ask for the second step there for a while; an administrator is asked all the same. */
  readonly trust: boolean
}

/** Whether the person has said that this browser need not show a second step; administrators cannot. */
export async function isTrustedDevice(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  { user, device }: DeviceOf,
): Promise<boolean> {
  if (device === undefined || user.isAdmin) return false
  const known = await store.devices.find(user.id, deviceDigest(user.id, device))
  return known?.trustedUntil !== null && known?.trustedUntil !== undefined && known.trustedUntil > clock.now()
}

/** What is noted of the browser in which a person signs in, and whether they trust it from now on. */
export function seenDevice({ clock }: Pick<Services, 'clock'>, { user, device, visit, trust }: SeenIn): ArrivalDevice {
  return {
    tokenDigest: deviceDigest(user.id, device),
    userAgent: visit.userAgent ?? null,
    ipPrefix: visit.network,
    trustedUntil: trust && !user.isAdmin ? after(clock.now(), trustDuration) : undefined,
  }
}

// One browser may know several people; none of them is told by the others' rows.
function deviceDigest(userId: UserId, device: string): string {
  return digest(`${userId} ${device}`)
}
