import { z } from 'zod'

const text = z.string().min(1).max(500)
const url = z.string().min(1).max(2048)
const secret = z.string().min(1).max(16_384)

/** Our word for each setting of a provider, and its word on the wire. */
const names = {
  issuer: 'issuer',
  authorization_url: 'authorizationUrl',
  token_url: 'tokenUrl',
  profile_url: 'profileUrl',
  emails_url: 'emailsUrl',
  jwks_url: 'jwksUrl',
  request_token_url: 'requestTokenUrl',
  team_id: 'teamId',
  key_id: 'keyId',
  tenant: 'tenant',
  connection: 'connection',
  organization: 'organization',
  domain: 'domain',
  consumer_key: 'consumerKey',
  allow_email_merge: 'allowEmailMerge',
} as const

const settings = z
  .strictObject({
    issuer: url,
    authorization_url: url,
    token_url: url,
    profile_url: url,
    emails_url: url,
    jwks_url: url,
    request_token_url: url,
    team_id: text,
    key_id: text,
    tenant: text,
    connection: text,
    organization: text,
    domain: text,
    consumer_key: text,
    allow_email_merge: z.enum(['on', 'off']),
  } satisfies Record<keyof typeof names, z.ZodType>)
  .partial()

export const providerBody = z.strictObject({
  label: z.string().trim().min(1).max(100).nullish(),
  enabled: z.boolean().default(true),
  client_id: text,
  client_secret: secret.optional(),
  private_key: secret.optional(),
  consumer_secret: secret.optional(),
  scopes: z.array(z.string().min(1).max(200)).max(50).default([]),
  settings: settings.default({}),
})

/** Settings in our words. */
export function settingsOf(given: z.output<typeof settings>): Record<string, string> {
  const entries = Object.entries(names).flatMap(([wire, ours]) => {
    const value = given[wire as keyof typeof names]
    return value === undefined ? [] : [[ours, value]]
  })
  return Object.fromEntries(entries)
}

/** Settings in the words of the wire. */
export function settingsJson(stored: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(names).flatMap(([wire, ours]) => {
    const value = stored[ours]
    return value === undefined ? [] : [[wire, value]]
  })
  return Object.fromEntries(entries)
}
