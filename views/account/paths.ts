/** Where the account pages are, and where their forms post to; the door takes its routes from here. */
export const accountPaths = {
  /** POST `name`, `username`, `picture`, `locale` */
  profile: '/account',
  /** POST `email`: mails a code and leads to `addressVerify` */
  addresses: '/account/addresses',
  /** GET `?address=<id>`, POST `address`, `code` */
  addressVerify: '/account/addresses/verify',
  /** POST `address`: mails a code and leads to `addressVerify` */
  addressSend: '/account/addresses/send',
  /** POST `address` */
  addressPrimary: '/account/addresses/primary',
  /** GET `?address=<id>`, POST `address` */
  addressRemove: '/account/addresses/remove',
  security: '/account/security',
  /** POST `current` when there is a password, and `password` */
  password: '/account/password',
  /** POST `credential` */
  passkeys: '/account/passkeys',
  passkeyOptions: '/account/passkeys/options',
  /** GET `?passkey=<id>`, POST `passkey`, `name` */
  passkeyRename: '/account/passkeys/rename',
  /** GET `?passkey=<id>`, POST `passkey` */
  passkeyRemove: '/account/passkeys/remove',
  /** GET shows the QR code, POST `code` turns it on */
  secondFactor: '/account/second-factor',
  /** GET, POST */
  secondFactorRemove: '/account/second-factor/remove',
  /** POST makes new ones and shows them once */
  recoveryCodes: '/account/recovery-codes',
  /** POST `provider` begins to link one */
  logins: '/account/logins',
  /** GET `?ticket=` comes back from the provider */
  loginLinked: '/account/logins/linked',
  /** GET `?identity=<id>`, POST `identity` */
  loginUnlink: '/account/logins/unlink',
  sessions: '/account/sessions',
  /** POST `session` or `appSession` */
  sessionEnd: '/account/sessions/end',
  /** POST */
  sessionsEndOthers: '/account/sessions/end-others',
  apps: '/account/apps',
  /** GET `?client=<id>`, POST `client` */
  appDisconnect: '/account/apps/disconnect',
  data: '/account/data',
  /** GET answers a JSON file */
  download: '/account/data/download',
  /** GET, POST `understood=true` */
  delete: '/account/delete',
  /** POST */
  keep: '/account/delete/cancel',
  /** POST */
  signOut: '/account/sign-out',
} as const

/** The address of a page about one thing. */
export function aboutOne(path: string, name: string, id: string): string {
  return `${path}?${new URLSearchParams({ [name]: id })}`
}
