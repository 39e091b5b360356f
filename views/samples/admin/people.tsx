import { ConfirmAct } from '../../admin/act.tsx'
import { People, type PersonSummary } from '../../admin/people/list.tsx'
import { NewPerson } from '../../admin/people/new.tsx'
import { Person, type PersonProps } from '../../admin/people/person.tsx'
import { hostile, longName } from '../people.ts'
import type { Samples } from '../sample.ts'

const daysAgo = (days: number) => new Date(Date.UTC(2025, 10, 21, 18) - days * 86_400_000)

const ada: PersonSummary = {
  id: 'user_2fXqLmN8vB5zK9pT3rY7wQ1dHsJ',
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  createdAt: daysAgo(400),
  isAdmin: true,
  banned: false,
  locked: false,
  unverified: false,
  leaving: false,
}
const mallory: PersonSummary = {
  ...ada,
  id: 'user_2',
  name: hostile,
  email: hostile,
  isAdmin: false,
  banned: true,
  locked: true,
  unverified: true,
  leaving: true,
}

const whole: PersonProps['person'] = {
  ...ada,
  username: 'ada',
  lastSignInAt: daysAgo(0),
  addresses: [
    { email: 'ada@example.com', primary: true, verified: true },
    { email: 'ada.lovelace@analytical-engine.example', primary: false, verified: false },
  ],
  hasPassword: true,
  passwordChangedAt: daysAgo(100),
  factorSince: daysAgo(40),
  passkeys: ['Ada’s phone', 'Key ring'],
  sessions: [
    { id: 'sign_1', device: 'Firefox on Linux', place: '203.0.113.0/24', seenAt: daysAgo(0) },
    { id: 'sign_2', device: 'Safari on iPhone', seenAt: daysAgo(3) },
  ],
  logins: [{ id: 'eac_1', provider: 'GitHub', about: 'ada@users.example' }],
  apps: [{ clientId: 'notes', name: 'Meridian Notes', connectedAt: daysAgo(30) }],
  events: [
    {
      id: 'evt_1',
      at: daysAgo(0),
      type: 'sign-in.succeeded',
      actor: 'ada@example.com',
      actorId: ada.id,
      ip: '203.0.113.7',
    },
    { id: 'evt_2', at: daysAgo(40), type: 'factor.totp-enabled', actor: hostile, ip: '2001:db8:85a3::8a2e:370:7334' },
    { id: 'evt_3', at: daysAgo(100), type: 'user.password_marked_compromised', actor: 'system' },
  ],
}

export const peopleSamples: Samples = {
  people: () => (
    <People
      people={[ada, mallory, { ...ada, id: 'user_3', name: longName, email: undefined, isAdmin: false }]}
      query=""
      filter="administrators"
      pages={{ next: '/admin/people?after=user_3' }}
    />
  ),
  'people-nobody': () => <People people={[]} query="zz" filter="" pages={{}} />,
  'new-person': () => <NewPerson email="" name="" username="" send />,
  'new-person-taken': () => (
    <NewPerson email={hostile} name={hostile} username="" send={false} problem={{ code: 'email.taken' }} />
  ),
  person: () => <Person person={whole} saved />,
  'person-hostile': () => (
    <Person
      person={{
        ...whole,
        ...mallory,
        username: undefined,
        lastSignInAt: undefined,
        addresses: [],
        hasPassword: false,
        factorSince: undefined,
        passkeys: [hostile],
        sessions: [],
        logins: [{ id: 'eac_2', provider: longName, about: hostile }],
        apps: [{ clientId: 'x', name: hostile, connectedAt: daysAgo(1) }],
        events: [],
      }}
      problem={{ code: 'administrator.last' }}
    />
  ),
  'act-remove-factors': () => (
    <ConfirmAct
      act="remove-factors"
      name={longName}
      action="/admin/people/user_2/factors"
      back="/admin/people/user_2"
      hidden={{ of: hostile }}
    />
  ),
}
