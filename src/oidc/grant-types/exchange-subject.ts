import type { AccessToken } from 'oidc-provider'
import { isUsable } from '../../core/users/is-usable.ts'
import type { Services } from '../../services.ts'
import { accessTokenType, type ExchangeContext, refusedToken } from './exchange-context.ts'

const acceptedTypes: ReadonlySet<string | undefined> = new Set([
  accessTokenType,
  'urn:ietf:params:oauth:token-type:jwt',
])

/** The token of the person it is all about: one of ours, alive, and in the right hands. */
export async function exchangeSubject(
  services: Services,
  { oidc }: ExchangeContext,
  proven: string | undefined,
): Promise<AccessToken> {
  const { params, provider } = oidc
  const { subject_token: value, subject_token_type: type } = params
  if (value === undefined || !acceptedTypes.has(type)) throw refusedToken('subject_token')
  const token = await provider.AccessToken.find(value)
  if (!token || !(await isAlive(services, oidc, token)) || !(await mayExchange(services, oidc, token))) {
    throw refusedToken('subject_token')
  }
  // A token bound to a key is exchanged by whoever holds that key.
  if (token.jkt !== undefined && token.jkt !== proven) throw refusedToken('subject_token')
  return token
}

async function isAlive(
  { store, clock }: Services,
  { provider }: ExchangeContext['oidc'],
  token: AccessToken,
): Promise<boolean> {
  const grant = await provider.Grant.find(token.grantId)
  if (!grant || grant.clientId !== token.clientId || grant.accountId !== token.accountId) return false
  const user = await store.users.find(token.accountId)
  return user !== undefined && isUsable(user, clock.now())
}

// Its own, or one it was called with: it then serves the resource that the token is for.
async function mayExchange(
  { store }: Services,
  { client }: ExchangeContext['oidc'],
  token: AccessToken,
): Promise<boolean> {
  if (token.clientId === client.clientId) return true
  const resource = typeof token.aud === 'string' ? await store.resources.findByIdentifier(token.aud) : undefined
  return resource?.introspectionClients.includes(client.clientId) ?? false
}
