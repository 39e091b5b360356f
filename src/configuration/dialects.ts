import type { Environment } from './environment.ts'

/** What the operator decided for the social sign-in APIs. */
export interface DialectSettings {
  /** Whether each door has an address of its own for providers' answers, or all share one. */
  readonly upstreamCallback: 'own' | 'canonical'
  readonly clientUrl: string
  readonly allowedRedirectUrls: readonly string[]
  readonly allowedRoles: readonly string[]
  readonly defaultRole: string
  readonly allowedLocales: readonly string[]
  readonly defaultLocale: string
  readonly nhost: {
    /** The browser that began a sign-in must be the one that ends it. */
    readonly browserBinding: boolean
    /** Errors that tell about accounts are answered as `invalid-request`. */
    readonly concealErrors: boolean
    /** New accounts are made switched off. */
    readonly disableNewUsers: boolean
    readonly addresses: AddressLists
  }
  readonly prelude: {
    readonly emailConflictCode: 'email_in_use' | 'email_already_in_use'
    readonly verifyEmail: boolean
    readonly allowEmailMerge: boolean
    readonly useEmailAsIdentifier: boolean
  }
  readonly cloudbase: {
    /** The environment id that apps name themselves by; the instance's id when not given. */
    readonly env: string | undefined
    /** A code is taken only from an app that asked for the address of the sign-in before. */
    readonly requireStart: boolean
  }
}

/** Who may have an account, by address or domain; empty lists allow all. */
export interface AddressLists {
  readonly allowed: readonly string[]
  readonly allowedDomains: readonly string[]
  readonly blocked: readonly string[]
  readonly blockedDomains: readonly string[]
}

/** `UPSTREAM_CALLBACK`, `CLIENT_URL`, the lists of the Nhost API, `NHOST_*`, `PRELUDE_*` and `CLOUDBASE_*`. */
export function readDialects(env: Environment, issuer: URL): DialectSettings {
  const allowedRoles = env.list('ALLOWED_ROLES', ['me', 'user'])
  const allowedLocales = env.list('ALLOWED_LOCALES', ['en'])
  return {
    upstreamCallback: env.choice('UPSTREAM_CALLBACK', ['own', 'canonical'], 'own'),
    clientUrl: readClientUrl(env) ?? issuer.origin,
    allowedRedirectUrls: readRedirectUrls(env),
    allowedRoles,
    defaultRole: oneOf(env, 'DEFAULT_ROLE', 'user', { list: 'ALLOWED_ROLES', values: allowedRoles }),
    allowedLocales,
    defaultLocale: oneOf(env, 'DEFAULT_LOCALE', 'en', { list: 'ALLOWED_LOCALES', values: allowedLocales }),
    nhost: {
      browserBinding: env.flag('NHOST_BROWSER_BINDING', true),
      concealErrors: env.flag('NHOST_CONCEAL_ERRORS', false),
      disableNewUsers: env.flag('NHOST_DISABLE_NEW_USERS', false),
      addresses: {
        allowed: lowerCased(env.list('NHOST_ALLOWED_EMAILS')),
        allowedDomains: lowerCased(env.list('NHOST_ALLOWED_EMAIL_DOMAINS')),
        blocked: lowerCased(env.list('NHOST_BLOCKED_EMAILS')),
        blockedDomains: lowerCased(env.list('NHOST_BLOCKED_EMAIL_DOMAINS')),
      },
    },
    prelude: readPrelude(env),
    cloudbase: { env: env.text('CLOUDBASE_ENV'), requireStart: env.flag('CLOUDBASE_REQUIRE_START', false) },
  }
}

// One that is named and not among the allowed would be refused with every sign-in.
function oneOf(
  env: Environment,
  name: string,
  fallback: string,
  { list, values }: { list: string; values: readonly string[] },
): string {
  const value = env.text(name)
  if (value !== undefined && !values.includes(value))
    env.problem(name, `use one of ${list} (is "${value}"), or add it there`)
  return value ?? fallback
}

function readPrelude(env: Environment): DialectSettings['prelude'] {
  const useEmailAsIdentifier = env.flag('PRELUDE_USE_EMAIL_AS_IDENTIFIER', true)
  const verifyEmail = env.flag('PRELUDE_VERIFY_EMAIL', useEmailAsIdentifier)
  if (verifyEmail && !useEmailAsIdentifier) {
    env.problem('PRELUDE_VERIFY_EMAIL', 'turn PRELUDE_USE_EMAIL_AS_IDENTIFIER on too, or this off')
  }
  const codes = ['email_in_use', 'email_already_in_use'] as const
  return {
    emailConflictCode: env.choice('PRELUDE_EMAIL_CONFLICT_CODE', codes, 'email_in_use'),
    verifyEmail,
    allowEmailMerge: env.flag('PRELUDE_ALLOW_EMAIL_MERGE', true),
    useEmailAsIdentifier,
  }
}

function readClientUrl(env: Environment): string | undefined {
  const value = env.text('CLIENT_URL')
  if (value !== undefined && !URL.canParse(value)) {
    env.problem('CLIENT_URL', `use an absolute URL such as https://app.example.com (is "${value}")`)
  }
  return value
}

function readRedirectUrls(env: Environment): readonly string[] {
  const entries = env.list('ALLOWED_REDIRECT_URLS')
  const wrong = entries.find((entry) => !/^[a-z*][a-z\d+.*-]*:/i.test(entry))
  if (wrong !== undefined) {
    env.problem(
      'ALLOWED_REDIRECT_URLS',
      `use URLs such as https://*.example.com or myapp://callback (one is "${wrong}")`,
    )
  }
  return entries
}

function lowerCased(entries: readonly string[]): readonly string[] {
  return entries.map((entry) => entry.toLowerCase())
}
