import { createHash } from 'node:crypto'
import type { SessionKind } from '../../core/sessions/session-kind.ts'
import { minutes, seconds } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'

export const nhostSessions: SessionKind = {
  api: 'nhost',
  audience: 'nhost',
  form: 'uuid',
  alg: 'RS256',
  accessTokenTtl: minutes(15),
  reuseGrace: seconds(10),
}

/** What an access token says of a person to Hasura. */
export function accessClaims(services: Services, user: User) {
  const { defaultRole, roles } = rolesOf(services, user)
  // Hasura compares texts and lists of texts (spec/nhost.md 3.5).
  return {
    sub: nhostId(user),
    'https://hasura.io/jwt/claims': {
      'x-hasura-allowed-roles': roles,
      'x-hasura-default-role': defaultRole,
      'x-hasura-user-id': nhostId(user),
      'x-hasura-user-is-anonymous': 'false',
    },
  }
}

/** The roles a person has; accounts that were not made here have those of the configuration. */
export function rolesOf({ config }: Pick<Services, 'config'>, user: User) {
  const defaultRole = user.defaultRole ?? config.defaultRole
  const allowed = user.allowedRoles.length > 0 ? user.allowedRoles : config.allowedRoles
  return { defaultRole, roles: [...new Set([...allowed, defaultRole])] }
}

const uuid = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/

/**
 * The account's id as tables of type uuid can hold it: its external id if that is one, so that accounts which came from
 * Nhost keep theirs, else a name-based UUID of our own id (RFC 9562 section 5.5, in the namespace for URLs).
 */
export function nhostId({ id, externalId }: Pick<User, 'id' | 'externalId'>): string {
  if (externalId !== null && uuid.test(externalId)) return externalId
  const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex')
  const hash = createHash('sha1').update(namespace).update(`urn:latchkey:${id}`).digest().subarray(0, 16)
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
