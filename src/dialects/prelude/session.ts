import type { SessionKind } from '../../core/sessions/session-kind.ts'
import { minutes, seconds } from '../../kit/clock.ts'
import type { User } from '../../store/users.ts'

/** A refresh token of this API works once; one that returns signs its session out (spec/prelude.md B.3). */
export const preludeSessions: SessionKind = {
  api: 'prelude',
  audience: 'prelude',
  form: 'opaque',
  alg: 'EdDSA',
  accessTokenTtl: minutes(10),
  reuseGrace: seconds(0),
}

/** What an access token says of a person; `cc` is a flat map of texts, as the kits read it. */
export function accessClaims(user: User) {
  const metadata = Object.entries(Object(user.publicMetadata) as Record<string, unknown>)
  const custom = metadata.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { sub: user.id, cc: Object.fromEntries(custom) }
}
