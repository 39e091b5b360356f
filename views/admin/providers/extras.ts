/** What some providers want to be told beside an id and a secret. */
export const extraTexts = {
  issuer: 'provider.issuer',
  tenant: 'provider.tenant',
  team_id: 'provider.team-id',
  key_id: 'provider.key-id',
  connection: 'provider.connection',
  organization: 'provider.organization',
  consumer_key: 'provider.consumer-key',
} as const

export type Extra = keyof typeof extraTexts

/** Secrets beside the client secret. */
export const secretTexts = {
  private_key: 'provider.private-key',
  consumer_secret: 'provider.consumer-secret',
} as const

export type ExtraSecret = keyof typeof secretTexts
