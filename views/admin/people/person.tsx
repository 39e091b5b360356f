import { Avatar } from '../../components/badge.tsx'
import { Facts, Verbatim } from '../../components/figures/facts.tsx'
import { Moment } from '../../components/moment.tsx'
import { useFrame } from '../../frame.tsx'
import { type AdminNotes, AdminPage } from '../page.tsx'
import { type EventRow, EventsSection } from '../parts/events.tsx'
import type { PersonSummary } from './list.tsx'
import { AppsSection, LoginsSection, SessionsSection } from './parts/connections.tsx'
import { EndSection, StandingSection, WaysInSection } from './parts/standing.tsx'
import { standingTags } from './standing.ts'

export interface PersonProps extends AdminNotes {
  readonly person: PersonSummary & {
    readonly username?: string | undefined
    readonly lastSignInAt?: Date | undefined
    readonly addresses: readonly { readonly email: string; readonly primary: boolean; readonly verified: boolean }[]
    readonly hasPassword: boolean
    readonly passwordChangedAt?: Date | undefined
    readonly factorSince?: Date | undefined
    readonly passkeys: readonly string[]
    readonly sessions: readonly {
      readonly id: string
      readonly device: string
      readonly place?: string | undefined
      readonly seenAt: Date
    }[]
    readonly logins: readonly { readonly id: string; readonly provider: string; readonly about?: string | undefined }[]
    readonly apps: readonly { readonly clientId: string; readonly name: string; readonly connectedAt: Date }[]
    readonly events: readonly EventRow[]
  }
}

/** One person: who it is, how they come in, where they are, and what happened. */
export function Person({ person, problem, saved }: PersonProps) {
  const { t } = useFrame()
  const tags = standingTags(t, person)
  return (
    <AdminPage section="people" title={person.name} problem={problem} saved={saved}>
      <div class="person">
        <Avatar name={person.name} url={person.pictureUrl} />
        <div class="pills">
          {tags.map(({ text, tone }) => (
            <span key={text} class="pill" data-tone={tone}>
              {text}
            </span>
          ))}
        </div>
      </div>
      <Facts
        facts={[
          [t('person.id'), <Verbatim key="id">{person.id}</Verbatim>],
          ...(person.username ? [[t('common.username'), <bdi key="username">{person.username}</bdi>] as const] : []),
          [t('addresses.title'), <Addresses key="addresses" addresses={person.addresses} />],
          [t('person.created'), <Moment key="created" at={person.createdAt} />],
          [
            t('person.last-sign-in'),
            person.lastSignInAt ? <Moment key="seen" at={person.lastSignInAt} /> : t('person.never'),
          ],
        ]}
      />
      <StandingSection {...person} />
      <WaysInSection {...person} />
      <LoginsSection {...person} />
      <SessionsSection {...person} />
      <AppsSection {...person} />
      <EventsSection id={person.id} events={person.events} />
      <EndSection {...person} />
    </AdminPage>
  )
}

function Addresses({ addresses }: Pick<PersonProps['person'], 'addresses'>) {
  const { t } = useFrame()
  if (addresses.length === 0) return <>{t('person.none')}</>
  return (
    <ul>
      {addresses.map(({ email, primary, verified }) => (
        <li key={email} class="pills">
          <bdi>{email}</bdi>
          {primary && (
            <span class="pill" data-tone="good">
              {t('addresses.primary')}
            </span>
          )}
          {!verified && (
            <span class="pill" data-tone="warning">
              {t('addresses.unverified')}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
