import { Person, type PersonProps } from '../../../../views/admin/people/person.tsx'
import { listEvents } from '../../../core/audit/list-events.ts'
import { listIdentities } from '../../../core/federation/identities/list-identities.ts'
import { providerLabel } from '../../../core/federation/settings/provider-label.ts'
import { deviceName } from '../../../core/sign-in/device-name.ts'
import { listConnections } from '../../../core/users/account/list-connections.ts'
import { primaryEmailOf } from '../../../core/users/profile/primary-email.ts'
import { AppError } from '../../../errors.ts'
import { show, wasSaved } from '../../../http/own-pages/show.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import type { Operator } from '../../access.ts'
import { eventRows } from '../event-rows.ts'
import { getPerson } from './get-person.ts'
import { summaryOf } from './summary.ts'

/** One person, with all that hangs on the account. */
export async function showPerson(operator: Operator, problem?: AppError): Promise<void> {
  const user = await getPerson(operator)
  const person = { ...profileOf(operator.services, user), ...(await relatedTo(operator.services, user)) }
  show(operator, <Person person={person} problem={problem} saved={wasSaved(operator)} />, problem)
}

/** Does something to the person and comes back to their page; a refusal is told there. */
export async function doAndReturn(operator: Operator, deed: (user: User) => Promise<unknown>): Promise<boolean> {
  try {
    await deed(await getPerson(operator))
    return true
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'page.unknown') throw error
    await showPerson(operator, error)
    return false
  }
}

function profileOf({ clock }: Services, user: User) {
  const primary = primaryEmailOf(user)
  return {
    ...summaryOf(user, clock.now()),
    username: user.username ?? undefined,
    lastSignInAt: user.lastSignInAt ?? undefined,
    addresses: user.emails.map(({ id, address, verifiedAt }) => ({
      email: address,
      primary: id === primary?.id,
      verified: verifiedAt !== null,
    })),
    hasPassword: user.passwordHash !== null,
    passwordChangedAt: user.passwordChangedAt ?? user.createdAt,
    factorSince: user.totpEnabledAt ?? undefined,
  }
}

type Related = Pick<PersonProps['person'], 'passkeys' | 'sessions' | 'logins' | 'apps' | 'events'>

async function relatedTo(services: Services, { id }: User): Promise<Related> {
  const { store, clock } = services
  const [passkeys, signIns, identities, apps, { events }] = await Promise.all([
    store.passkeys.listByUser(id),
    store.signIns.listByUser(id, clock.now()),
    listIdentities(services, id),
    listConnections(services, id),
    listEvents(services, { filter: { personId: id }, limit: 20 }),
  ])
  return {
    passkeys: passkeys.map(({ name }) => name),
    sessions: signIns.map(({ id: signIn, userAgent, ipPrefix, lastSeenAt }) => ({
      id: signIn,
      device: deviceName(userAgent) ?? userAgent ?? '?',
      place: ipPrefix ?? undefined,
      seenAt: lastSeenAt,
    })),
    logins: await Promise.all(
      identities.map(async (identity) => ({
        id: identity.id,
        provider: await providerLabel(services, identity.provider),
        about: identity.email ?? identity.username ?? undefined,
      })),
    ),
    apps,
    events: await eventRows(services, events),
  }
}
