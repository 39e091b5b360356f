import type { SessionKind } from '../../core/sessions/session-kind.ts'
import { hours, seconds } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import type { House } from '../dialect.ts'

/** The environment that apps belong to when they name no application of their own. */
export function environmentOf({ config }: Pick<Services, 'config'>, { instanceId }: House): string {
  return config.cloudbase.env ?? instanceId
}

/** Sessions of the API; its access tokens are for the environment. */
export function cloudbaseSessions(services: Pick<Services, 'config'>, house: House): SessionKind {
  return {
    api: 'cloudbase',
    audience: environmentOf(services, house),
    form: 'opaque',
    tokenPrefix: 'm.',
    alg: 'RS256',
    accessTokenTtl: hours(2),
    reuseGrace: seconds(10),
  }
}

/** What every session of the API may do. */
export const scope = 'user sso'
