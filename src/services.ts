import type { Config } from './config.ts'
import type { Clock } from './kit/clock.ts'
import type { Logger } from './kit/log.ts'
import type { Passwords } from './kit/passwords.ts'
import type { Vault } from './kit/secrets.ts'
import type { NewMail } from './store/mails.ts'
import type { Store } from './store/store.ts'

/** A mail as core describes it; the views that render it live in `views/mail`. */
export interface MailMessage {
  readonly to: string
  readonly template: string
  readonly locale: string
  readonly values: Readonly<Record<string, string>>
  /** The application the person comes from, whose name and looks the mail has. */
  readonly clientId?: string | undefined
  /** Only looks like a mail: for answers that must take the same work whether an account exists or not. */
  readonly withheld?: boolean
}

/** Accepts mails for delivery; sending happens later, in `jobs.ts`. */
export interface Mailer {
  /** A mail as it lies in the queue, for a statement that puts it there together with something else. */
  prepare(message: MailMessage): NewMail
  queue(message: MailMessage, store?: Store): Promise<void>
}

/** Whose product this is, as its people see it. */
export interface Brand {
  readonly name: string
  readonly logoUrl?: string | undefined
  readonly accent?: string | undefined
}

/** The instance's brand at hand, without asking the database. */
export interface Branding {
  current(): Brand
  refresh(): Promise<void>
}

/** Everything an operation may reach for; built once in `main.ts`. */
export interface Services {
  readonly issuer: URL
  readonly config: Config
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly vault: Vault
  readonly passwords: Passwords
  readonly fetch: typeof globalThis.fetch
  readonly mail: Mailer
  readonly branding: Branding
}
