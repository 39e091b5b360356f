import type { Configuration } from 'oidc-provider'
import { equal } from '../kit/secrets.ts'
import type { Services } from '../services.ts'

/** Names and attributes of the engine's cookies; over https the session's name carries `__Host-` (RFC 6265bis 4.1.3.2). */
export function cookies({ issuer, vault }: Services): NonNullable<Configuration['cookies']> {
  const secure = issuer.protocol === 'https:'
  const shared = { httpOnly: true, sameSite: 'lax', signed: true, overwrite: true, secure } as const
  return {
    keys: cookieSigner(vault),
    names: {
      session: sessionCookie(issuer),
      interaction: 'latchkey_interaction',
      resume: 'latchkey_resume',
    },
    long: { ...shared, path: '/' },
    short: shared,
  }
}

/** The session cookie's name. */
export function sessionCookie(issuer: URL): string {
  return issuer.protocol === 'https:' ? '__Host-latchkey_session' : 'latchkey_session'
}

/** Signs cookies and finds the key that signed one, newest first: the interface of the `cookies` package. */
export interface CookieSigner {
  sign(data: string): string
  verify(data: string, signature: string): boolean
  index(data: string, signature: string): number
}

/** Given to the engine and to the outer app alike (design 3.2, trap 1). */
export function cookieSigner({ mac, macs }: Services['vault']): CookieSigner {
  const index: CookieSigner['index'] = (data, signature) =>
    macs('cookie', data).findIndex((expected) => equal(expected, signature))
  return { sign: (data) => mac('cookie', data), verify: (data, signature) => index(data, signature) !== -1, index }
}
