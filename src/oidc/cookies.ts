import type { Configuration } from 'oidc-provider'
import type { Services } from '../services.ts'

/** Names and attributes of the engine's cookies; over https the session's name carries `__Host-` (RFC 6265bis 4.1.3.2). */
export function cookies({ issuer, vault }: Services): NonNullable<Configuration['cookies']> {
  const secure = issuer.protocol === 'https:'
  const shared = { httpOnly: true, sameSite: 'lax', signed: true, overwrite: true, secure } as const
  return {
    keys: [...cookieKeys(vault)],
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

/** Keys that sign cookies, newest first; given to the engine and to the outer app alike (design 3.2, trap 1). */
export function cookieKeys(vault: Services['vault']): readonly string[] {
  return vault.derive('cookies')
}
