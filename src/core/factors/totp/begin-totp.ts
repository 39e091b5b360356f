import { after, minutes } from '../../../kit/clock.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import { primaryName } from '../../users/profile/primary-name.ts'
import { newTotpKey, totpUri } from './totp.ts'

const model = 'TotpEnrolment'
const place = `artifacts.${model}`

export interface TotpOffer {
  /** Base 32, for people who type it. */
  readonly key: string
  readonly uri: string
}

export interface Enrolment {
  readonly user: User
  /** What the enrolment is bound to: an interaction or a session. */
  readonly subject: string
}

/** Offers a key for an authenticator app; the same one until it is confirmed, so that a page may be loaded again. */
export async function beginTotp(services: Services, { user, subject }: Enrolment): Promise<TotpOffer> {
  const { store, vault, clock, branding } = services
  const key = (await findOfferedKey(services, { user, subject })) ?? newTotpKey()
  const payload = vault.seal(key, place)
  const expiresAt = after(clock.now(), minutes(15))
  await store.artifacts.save(model, name({ user, subject }), { payload, accountId: user.id, expiresAt })
  return { key, uri: totpUri(key, { issuer: branding.current().name, account: primaryName(user) }) }
}

/** The key that was offered and is not confirmed yet. */
export async function findOfferedKey(
  { store, vault, clock }: Services,
  enrolment: Enrolment,
): Promise<string | undefined> {
  const stored = await store.artifacts.find(model, name(enrolment), clock.now())
  return stored && vault.open(stored.payload, place)
}

/** Forgets the offer. */
export async function endTotpOffer({ store }: Pick<Services, 'store'>, enrolment: Enrolment): Promise<void> {
  await store.artifacts.delete(model, name(enrolment))
}

function name({ user, subject }: Enrolment): string {
  return `${user.id} ${subject}`
}
