import { newId, type UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import { uidDigest } from '../../../store/artifacts.ts'

export interface BrowserSignIn {
  /** The protocol engine's uid of the browser session. */
  readonly uid: string
  readonly userId: UserId
  readonly methods: readonly string[]
  readonly userAgent: string
  readonly network: string | undefined
  readonly expiresAt: Date
}

const longestUserAgent = 300

/** Notes in which browser a person is signed in and that they were seen there, for their list of sign-ins. */
export async function rememberSignIn({ store, clock }: Services, signIn: BrowserSignIn): Promise<void> {
  const now = clock.now()
  await store.signIns.save({
    id: newId('signIn'),
    userId: signIn.userId,
    uidDigest: uidDigest(signIn.uid),
    userAgent: signIn.userAgent.slice(0, longestUserAgent) || null,
    ipPrefix: signIn.network ?? null,
    methods: [...signIn.methods],
    createdAt: now,
    lastSeenAt: now,
    expiresAt: signIn.expiresAt,
  })
}
