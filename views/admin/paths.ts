/** Where the administrators' pages are, and where their forms post to; the door takes its routes from here. */
export const adminPaths = {
  overview: '/admin',
  providers: '/admin/providers',
  /** GET, POST `id`, `issuer`, `label`, `client_id`, `client_secret` */
  newProvider: '/admin/providers/new',
  /** POST `name`, `logoUrl`, `accent`, `secondFactorRequired` */
  settings: '/admin/settings',
  /** POST `registration`, `documents`, `jwt` */
  applicationSettings: '/admin/settings/applications',
  keys: '/admin/keys',
  /** GET, POST */
  rotateKeys: '/admin/keys/rotate',
  apiKeys: '/admin/api-keys',
  /** GET, POST `name`, `access`, `days` */
  newApiKey: '/admin/api-keys/new',
  /** GET `?type=&person=&client=&since=&until=&after=` */
  audit: '/admin/audit',
  /** GET `?q=&filter=&after=<id>` */
  mails: '/admin/mails',
  /** POST `of` */
  retryMail: '/admin/mails/retry',
  /** GET `?q=&filter=&after=<id>` */
  deliveries: '/admin/deliveries',
  /** POST `of` */
  retryDelivery: '/admin/deliveries/retry',
  /** GET `?q=&after=<id>` */
  applications: '/admin/applications',
  /** GET, POST `kind`, `name`, `redirect_uris`, `scopes` */
  newApplication: '/admin/applications/new',
  /** GET `?q=&filter=&after=<id>` */
  people: '/admin/people',
  /** GET, POST `email`, `name`, `username`, `send` */
  newPerson: '/admin/people/new',
} as const

/** What can be seen of and done with one thing; below its own address. */
export type Aspect =
  | 'protocol'
  | 'logo'
  | 'remove-logo'
  | 'secret'
  | 'shown'
  | 'disable'
  | 'enable'
  | 'delete'
  | 'ban'
  | 'unban'
  | 'unlock'
  | 'recovery'
  | 'promote'
  | 'demote'
  | 'factors'
  | 'sign-out'
  | 'end-session'
  | 'unlink'
  | 'disconnect'
  | 'revoke'
  | 'forget'

/** The address of one thing of a list, or of a page about it. */
export function addressOf(list: string, id: string, aspect?: Aspect): string {
  const own = `${list}/${encodeURIComponent(id)}`
  return aspect === undefined ? own : `${own}/${aspect}`
}
