import type { Services } from '../../services.ts'
import type { Engine } from '../engine.ts'
import { kindOfToken } from './token-ids.ts'

/** What an access token of a person opens, and to whom it was given. */
export interface Access {
  readonly accountId: string
  readonly clientId: string
  readonly scope?: string | undefined
  readonly aud?: unknown
  /** The key it is bound to (RFC 9449). */
  readonly jkt?: string | undefined
}

/** An access token, and whether the grant is still there without which it opens nothing. */
export interface FoundAccess extends Access {
  readonly granted: boolean
}

type Holder = Pick<Access, 'accountId' | 'clientId'>

/**
 * Finds an access token together with its grant: the grant goes when consent is withdrawn or the person signs out, and
 * takes its tokens along, but for those of people who are shut out. One statement for an opaque token, one for the grant
 * of a JWT.
 */
export async function findAccess(services: Services, engine: Engine, value: string): Promise<FoundAccess | undefined> {
  if (value.includes('.')) return findStructured(engine, value)
  if (kindOfToken(value) !== 'AccessToken') return undefined
  const stored = await services.store.artifacts.findGranted('AccessToken', value, services.clock.now())
  if (!stored) return undefined
  // The engine's own JSON, as it was handed to the adapter.
  const token = JSON.parse(stored.payload) as Access
  if (!stored.grantPayload) return { ...token, granted: false }
  const grant = JSON.parse(stored.grantPayload) as Holder
  return isSame(token, grant) ? { ...token, granted: true } : undefined
}

async function findStructured(engine: Engine, jwt: string): Promise<FoundAccess | undefined> {
  const { AccessToken, Grant } = engine.current()
  const token = await AccessToken.find(jwt)
  const grant = token && (await Grant.find(token.grantId))
  if (!token?.clientId || !grant?.accountId || !grant.clientId) return undefined
  const { accountId, clientId, scope, aud, jkt } = token
  const access = { accountId, clientId, scope, aud, jkt, granted: true }
  return isSame(access, { accountId: grant.accountId, clientId: grant.clientId }) ? access : undefined
}

function isSame(one: Holder, other: Holder): boolean {
  return one.accountId === other.accountId && one.clientId === other.clientId
}
