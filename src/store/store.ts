import { type ApiKeys, apiKeys } from './api-keys.ts'
import { type Arrivals, arrivals } from './arrivals.ts'
import type { Artifacts } from './artifacts.ts'
import { type Attempts, attempts } from './attempts.ts'
import { type Audit, audit } from './audit.ts'
import { type Clients, clients } from './clients.ts'
import { type Codes, codes } from './codes.ts'
import { type Consents, consents } from './consents.ts'
import { type Counters, counters } from './counters.ts'
import { isOutage } from './database/outage.ts'
import type { Database, Sql } from './database.ts'
import { type Deliveries, deliveries } from './deliveries.ts'
import { type Devices, devices } from './devices.ts'
import { type Emails, emails } from './emails.ts'
import { type Gather, gather, oneByOne } from './gather.ts'
import { gatheredArtifacts } from './gathered-artifacts.ts'
import { type Identities, identities } from './identities.ts'
import { type SigningKeys, signingKeys } from './keys.ts'
import { type Mails, mails } from './mails.ts'
import { type Passkeys, passkeys } from './passkeys.ts'
import type { Db } from './prisma.ts'
import { type Providers, providers } from './providers.ts'
import { type RecentRows, recentRows, transactionRows } from './recent-rows.ts'
import { type RecoveryCodes, recoveryCodes } from './recovery-codes.ts'
import { type Resources, resources } from './resources.ts'
import { type Sealed, sealed } from './sealed.ts'
import { type Sessions, sessions } from './sessions.ts'
import { type Settings, settings } from './settings.ts'
import { type SignIns, signIns } from './sign-ins.ts'
import { type Tickets, tickets } from './tickets.ts'
import { type Users, users } from './users.ts'

/** Everything the product remembers, one member per noun. */
export interface Store {
  readonly apiKeys: ApiKeys
  readonly arrivals: Arrivals
  readonly artifacts: Artifacts
  readonly attempts: Attempts
  readonly audit: Audit
  readonly clients: Clients
  readonly codes: Codes
  readonly consents: Consents
  readonly counters: Counters
  readonly deliveries: Deliveries
  readonly devices: Devices
  readonly emails: Emails
  readonly identities: Identities
  readonly keys: SigningKeys
  readonly mails: Mails
  readonly passkeys: Passkeys
  readonly providers: Providers
  readonly recoveryCodes: RecoveryCodes
  readonly resources: Resources
  readonly sealed: Sealed
  readonly sessions: Sessions
  readonly settings: Settings
  readonly signIns: SignIns
  readonly tickets: Tickets
  readonly users: Users
  /** Runs several writes as one; inside, only the store that is passed may be used. */
  transaction<T>(work: (tx: Store) => Promise<T>): Promise<T>
  /** The time by the database's clock, as soon as it answers; throws when it does not. */
  ping(): Promise<Date>
  /** Whether an error means that the database is away and the caller should come again. */
  isOutage(error: unknown): boolean
}

/** The store over an open database. */
export function createStore({ prisma, sql, ping }: Pick<Database, 'prisma' | 'sql' | 'ping'>): Store {
  const recent = recentRows()
  const transaction = async <T>(work: (tx: Store) => Promise<T>): Promise<T> => {
    const within = transactionRows(recent)
    const run = (tx: Db) => {
      const inner: Store = nouns(tx, sqlWithin(tx), {
        recent: within,
        gather: oneByOne,
        ping,
        transaction: (nested) => nested(inner),
      })
      return work(inner)
    }
    try {
      return await prisma.$transaction(run, { maxWait: 5000, timeout: 15_000 })
    } finally {
      within.settle()
    }
  }
  return nouns(prisma, sql, { recent, gather, ping, transaction })
}

interface Surroundings extends Pick<Store, 'transaction' | 'ping'> {
  readonly recent: RecentRows
  readonly gather: Gather
}

function nouns(db: Db, sql: Sql, { recent, gather, ...rest }: Surroundings): Store {
  return {
    apiKeys: apiKeys(db),
    arrivals: arrivals(sql),
    artifacts: gatheredArtifacts(sql, gather),
    attempts: attempts(db),
    audit: audit(db, sql),
    clients: clients(db, sql, recent),
    codes: codes(db),
    consents: consents(db),
    counters: counters(sql),
    deliveries: deliveries(db),
    devices: devices(db),
    emails: emails(db),
    identities: identities(db),
    keys: signingKeys(db),
    mails: mails(db, sql),
    passkeys: passkeys(db),
    providers: providers(db, recent),
    recoveryCodes: recoveryCodes(db),
    resources: resources(db, recent),
    sealed: sealed(sql),
    sessions: sessions(db),
    settings: settings(db, recent),
    signIns: signIns(db, sql),
    tickets: tickets(db),
    users: users(db, sql, gather),
    isOutage: (error) => isOutage(error),
    ...rest,
  }
}

// The same statements inside a Prisma transaction, so that SQL and ORM commit together.
function sqlWithin(tx: Db): Sql {
  return {
    query: <Row extends object>(text: string, params: readonly unknown[]) => tx.$queryRawUnsafe<Row[]>(text, ...params),
  }
}
