import { after, days } from '../../kit/clock.ts'
import type { UserId } from '../../kit/ids.ts'
import { digest } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'
import type { Visit } from '../audit/visit.ts'

/** How long a device that its person trusts is not asked for the second step. */
export const trustDuration = days(30)

export interface DeviceOf {
  readonly user: Pick<User, 'id' | 'isAdmin'>
  /** The secret of this browser's device cookie. */
  readonly device: string | undefined
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

/** Stops asking for the second step in this browser for a while. */
export async function trustDevice({ store, clock }: Services, { user, device }: DeviceOf): Promise<void> {
  if (device === undefined || user.isAdmin) return
  await store.devices.trust(user.id, deviceDigest(user.id, device), after(clock.now(), trustDuration))
}

/** Notes that a person signed in in this browser, and answers whether they had before. */
export async function seeDevice(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  { user, device, visit }: { readonly user: Pick<User, 'id'>; readonly device: string; readonly visit: Visit },
): Promise<boolean> {
  const traits = { userAgent: visit.userAgent ?? null, ipPrefix: visit.network }
  return store.devices.see({ ...traits, userId: user.id, tokenDigest: deviceDigest(user.id, device), at: clock.now() })
}

// One browser may know several people; none of them is told by the others' rows.
function deviceDigest(userId: UserId, device: string): string {
  return digest(`${userId} ${device}`)
}
