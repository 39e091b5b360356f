import { after, minutes } from '../../../kit/clock.ts'
import type { Services } from '../../../services.ts'
import { uidDigest } from '../../../store/artifacts.ts'
import type { BrowserSignIn } from './remember-sign-in.ts'

const notice = minutes(5)

/** Notes that a person was seen in a browser where they are signed in, to five minutes. */
export async function touchSignIn(
  { store, clock }: Services,
  { uid, userId, expiresAt }: BrowserSignIn,
): Promise<void> {
  const at = clock.now()
  const noted = await store.signIns.touch(uidDigest(uid), { at, before: after(at, -notice), expiresAt })
  if (noted) await store.users.updateWhere(userId, {}, { lastActiveAt: at })
}
