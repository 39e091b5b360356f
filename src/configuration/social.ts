import type { Environment } from './environment.ts'
import { isLoopback } from './issuer.ts'

/** Credentials and overrides of one upstream provider, as the `SOCIAL_<P>_*` variables give them. */
export interface SocialSettings {
  readonly clientId: string
  readonly clientSecret?: string
  readonly scopes?: readonly string[]
  readonly authorizationUrl?: string
  readonly tokenUrl?: string
  readonly profileUrl?: string
  readonly emailsUrl?: string
  readonly jwksUrl?: string
  readonly issuer?: string
  readonly requestTokenUrl?: string
  readonly teamId?: string
  readonly keyId?: string
  readonly privateKey?: string
  readonly tenant?: string
  readonly connection?: string
  readonly organization?: string
  readonly domain?: string
  readonly consumerKey?: string
  readonly consumerSecret?: string
  /** `off`: an address that this provider vouches for joins no account that has it. */
  readonly allowEmailMerge?: string
}

// The catalog in core says what each id means; here it is the part of the names that changes.
const credentials = /^SOCIAL_([A-Z\d]+)_(?:CLIENT_ID|CONSUMER_KEY)(?:_FILE)?$/

const urls = {
  authorizationUrl: 'AUTHORIZATION_URL',
  tokenUrl: 'TOKEN_URL',
  profileUrl: 'PROFILE_URL',
  emailsUrl: 'EMAILS_URL',
  jwksUrl: 'JWKS_URL',
  issuer: 'ISSUER',
  requestTokenUrl: 'REQUEST_TOKEN_URL',
} as const

const texts = {
  clientSecret: 'CLIENT_SECRET',
  teamId: 'TEAM_ID',
  keyId: 'KEY_ID',
  privateKey: 'PRIVATE_KEY',
  tenant: 'TENANT',
  connection: 'CONNECTION',
  organization: 'ORGANIZATION',
  domain: 'DOMAIN',
  consumerKey: 'CONSUMER_KEY',
  consumerSecret: 'CONSUMER_SECRET',
} as const

/** `SOCIAL_*`: a provider is there when its credentials are. */
export function readSocial(env: Environment, issuer: URL): Readonly<Record<string, SocialSettings>> {
  return Object.fromEntries(
    env.named(credentials).flatMap((provider) => {
      const settings = readProvider(env, issuer, `SOCIAL_${provider}`)
      return settings ? [[provider.toLowerCase(), settings]] : []
    }),
  )
}

function readProvider(env: Environment, issuer: URL, prefix: string): SocialSettings | undefined {
  const values: Record<string, string> = {}
  for (const [member, name] of Object.entries(texts)) {
    const value = env.text(`${prefix}_${name}`)
    if (value !== undefined) values[member] = value
  }
  for (const [member, name] of Object.entries(urls)) {
    const value = readUrl(env, issuer, `${prefix}_${name}`)
    if (value !== undefined) values[member] = value
  }
  if (!env.flag(`${prefix}_ALLOW_EMAIL_MERGE`, true)) values['allowEmailMerge'] = 'off'
  const clientId = env.text(`${prefix}_CLIENT_ID`) ?? values['consumerKey']
  if (clientId === undefined) return undefined
  const scopes = env.text(`${prefix}_SCOPES`)?.split(/[\s,]+/)
  return { ...values, clientId, ...(scopes ? { scopes } : {}) }
}

function readUrl(env: Environment, issuer: URL, name: string): string | undefined {
  const value = env.text(name)
  if (value === undefined) return undefined
  const url = URL.parse(value)
  if (url?.protocol === 'https:') return value
  if (url?.protocol === 'http:' && isLoopback(url) && isLoopback(issuer)) return value
  env.problem(name, `use an https URL; plain http only towards loopback from a loopback issuer (is "${value}")`)
  return undefined
}
