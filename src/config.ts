import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { type DialectSettings, readDialects } from './configuration/dialects.ts'
import { Environment, type Variables } from './configuration/environment.ts'
import { isLoopback, readIssuer } from './configuration/issuer.ts'
import { readMail } from './configuration/mail.ts'
import { readMasterKeys } from './configuration/master-key.ts'
import { type PasswordSettings, readPasswords } from './configuration/passwords.ts'
import { readProxies } from './configuration/proxies.ts'
import { readSocial, type SocialSettings } from './configuration/social.ts'
import { days, hours, minutes, type Seconds, seconds } from './kit/clock.ts'

/** What the operator decided for the life of this process; times are seconds. */
export interface Config extends DialectSettings, PasswordSettings {
  readonly issuer: URL
  readonly loopback: boolean
  readonly port: number
  readonly hosts: readonly string[]
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  readonly masterKeys: readonly Buffer[]
  readonly trustedProxies: readonly string[]
  readonly satelliteHosts: readonly string[]
  readonly instanceId: string | undefined
  readonly adminApiKey: string | undefined
  readonly bootstrapAdmin: { readonly email: string; readonly password: string } | undefined
  readonly signUp: 'open' | 'closed'
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  readonly accessTokenFormat: 'opaque' | 'jwt'
  readonly ttl: Lifetimes
  readonly dynamicRegistration: boolean
  readonly clientIdMetadataDocuments: boolean
  readonly rateLimits: boolean
  readonly hashing: { readonly concurrent: number; readonly queued: number }
  readonly signIns: { readonly atOnce: number; readonly waiting: number }
  readonly emailVerificationRequired: boolean
  readonly social: Readonly<Record<string, SocialSettings>>
  readonly log: { readonly level: string; readonly format: 'pretty' | 'json' }
  readonly metricsPort: number | undefined
}

export interface Lifetimes {
  readonly accessToken: Seconds
  readonly idToken: Seconds
  readonly code: Seconds
  readonly refreshToken: Seconds
  readonly refreshTokenMax: Seconds
  readonly refreshReplayWindow: Seconds
  readonly session: Seconds
  readonly interaction: Seconds
}

/** Every problem of the environment at once; `message` has a line for each. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    )
    this.name = 'ConfigError'
  }
}

/** Reads the whole configuration from the environment, or throws a `ConfigError` that names every mistake. */
export function loadConfig(variables: Variables = process.env): Config {
  const env = new Environment(variables)
  const issuer = readIssuer(env, variables['PORT'])
  const loopback = isLoopback(issuer)
  const dataDir = resolve(env.text('DATA_DIR') ?? './data')
  const hashers = Math.max(1, availableParallelism() - 1)
  const config: Config = {
    issuer,
    loopback,
    port: env.whole('PORT', Number(loopback && issuer.port ? issuer.port : 3000), [0, 65_535]),
    hosts: readHosts(env, issuer, loopback),
    databaseUrl: readDatabaseUrl(env),
    dataDir,
    masterKeys: readMasterKeys(env, { loopback, dataDir }),
    trustedProxies: readProxies(env),
    satelliteHosts: readSatellites(env),
    instanceId: readInstanceId(env),
    adminApiKey: readAdminApiKey(env),
    bootstrapAdmin: readBootstrapAdmin(env),
    signUp: env.choice('SIGN_UP', ['open', 'closed'], 'open'),
    ...readMail(env, issuer),
    accessTokenFormat: env.choice('ACCESS_TOKEN_FORMAT', ['opaque', 'jwt'], 'opaque'),
    ttl: readLifetimes(env),
    dynamicRegistration: env.flag('DYNAMIC_REGISTRATION', false),
    clientIdMetadataDocuments: env.flag('CLIENT_ID_METADATA_DOCUMENTS', false),
    ...readPasswords(env),
    rateLimits: readRateLimits(env, loopback),
    hashing: { concurrent: hashers, queued: 64 },
    // Two more than hash at a time, so that the hashers never wait for one who comes or leaves.
    signIns: { atOnce: hashers + 2, waiting: 64 },
    ...readDialects(env, issuer),
    emailVerificationRequired: env.flag('EMAIL_VERIFICATION_REQUIRED', true),
    social: readSocial(env, issuer),
    log: {
      level: env.choice('LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'info'),
      format: env.choice('LOG_FORMAT', ['pretty', 'json'], process.stdout.isTTY ? 'pretty' : 'json'),
    },
    metricsPort: env.text('METRICS_PORT') === undefined ? undefined : env.whole('METRICS_PORT', 9464, [0, 65_535]),
  }
  if (env.problems.length > 0) throw new ConfigError(env.problems)
  return config
}

function readLifetimes(env: Environment): Lifetimes {
  return {
    accessToken: env.duration('ACCESS_TOKEN_TTL', hours(1)),
    idToken: env.duration('ID_TOKEN_TTL', hours(1)),
    code: env.duration('CODE_TTL', seconds(60)),
    refreshToken: env.duration('REFRESH_TOKEN_TTL', days(30)),
    refreshTokenMax: env.duration('REFRESH_TOKEN_MAX_TTL', days(365)),
    refreshReplayWindow: env.duration('REFRESH_REPLAY_WINDOW', seconds(10), 0),
    session: env.duration('SESSION_TTL', days(14)),
    interaction: env.duration('INTERACTION_TTL', minutes(30)),
  }
}

function readHosts(env: Environment, issuer: URL, loopback: boolean): readonly string[] {
  const host = env.text('HOST')
  if (host !== undefined) return [host]
  if (!loopback) return ['::']
  // "localhost" is either family, whichever the client tries first.
  return issuer.hostname === 'localhost' ? ['127.0.0.1', '::1'] : [issuer.hostname.replace(/^\[|\]$/g, '')]
}

function readSatellites(env: Environment): readonly string[] {
  const hosts = env.list('SATELLITE_HOSTS').map((host) => host.toLowerCase())
  for (const host of hosts) {
    if (URL.parse(`https://${host}`)?.pathname !== '/' || /[/?#@]/.test(host)) {
      env.problem('SATELLITE_HOSTS', `use host names such as app.example.com (is "${host}")`)
    }
  }
  return hosts
}

function readDatabaseUrl(env: Environment): string | undefined {
  const value = env.text('DATABASE_URL')
  if (value !== undefined && !/^postgres(ql)?:\/\//.test(value)) {
    env.problem(
      'DATABASE_URL',
      'use postgresql://user:password@host:5432/database, or unset it for the embedded database',
    )
  }
  return value
}

function readInstanceId(env: Environment): string | undefined {
  const value = env.text('INSTANCE_ID')
  if (value !== undefined && !/^ins_\w{1,64}$/.test(value)) {
    env.problem('INSTANCE_ID', `use ins_ followed by letters and digits, or unset it to have one made (is "${value}")`)
  }
  return value
}

function readAdminApiKey(env: Environment): string | undefined {
  const value = env.text('ADMIN_API_KEY')
  if (value !== undefined && !/^sk_[\x21-\x7e]{32,}$/.test(value)) {
    env.problem('ADMIN_API_KEY', 'use sk_ followed by at least 32 random characters')
  }
  return value
}

function readBootstrapAdmin(env: Environment): Config['bootstrapAdmin'] {
  const email = env.text('BOOTSTRAP_ADMIN_EMAIL')
  const password = env.text('BOOTSTRAP_ADMIN_PASSWORD')
  if (email === undefined && password === undefined) return undefined
  if (email === undefined || password === undefined) {
    env.problem('BOOTSTRAP_ADMIN_EMAIL', 'set it together with BOOTSTRAP_ADMIN_PASSWORD, or neither')
    return undefined
  }
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) env.problem('BOOTSTRAP_ADMIN_EMAIL', `use an e-mail address (is "${email}")`)
  return { email, password }
}

function readRateLimits(env: Environment, loopback: boolean): boolean {
  const on = env.flag('RATE_LIMITS', true)
  if (!on && !loopback) env.problem('RATE_LIMITS', 'off is for a loopback issuer only; remove it')
  return on
}
