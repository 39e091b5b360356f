import type { Services } from '../../../services.ts'
import { uidDigest } from '../../../store/artifacts.ts'
import type { BrowserSignIn } from './remember-sign-in.ts'

/** Notes that a person was seen in a browser where they are signed in. */
export async function touchSignIn(
  { store, clock }: Services,
  { uid, userId, expiresAt }: BrowserSignIn,
): Promise<void> {
  await store.signIns.touch({ uidDigest: uidDigest(uid), userId, lastSeenAt: clock.now(), expiresAt })
}
