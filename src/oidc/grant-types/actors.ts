import type { AccessToken, KoaContextWithOIDC } from 'oidc-provider'
import { isUsable } from '../../core/users/is-usable.ts'
import type { Services } from '../../services.ts'
import { accessTokenType, type ExchangeContext, refusedToken } from './exchange-context.ts'

/** Who acts for the person a token speaks of, and for whom they act in turn (RFC 8693 section 4.1). */
export type Actor = { readonly sub: string; readonly act?: Actor }

const actors = new WeakMap<object, Actor>()

/** The one who presents a token of their own beside the subject's. */
export async function actorOf({ store, clock }: Services, { oidc }: ExchangeContext): Promise<string | undefined> {
  const { actor_token: value, actor_token_type: type } = oidc.params
  if (value === undefined && type === undefined) return undefined
  if (value === undefined || type !== accessTokenType) throw refusedToken('actor_token')
  const { AccessToken, ClientCredentials, Grant } = oidc.provider
  const machine = await ClientCredentials.find(value)
  if (machine?.clientId === oidc.client.clientId) return machine.clientId
  const token = await AccessToken.find(value)
  const grant = token && (await Grant.find(token.grantId))
  const user = grant && (await store.users.find(token.accountId))
  if (token?.clientId !== oidc.client.clientId || !user || !isUsable(user, clock.now()))
    throw refusedToken('actor_token')
  return user.id
}

/** The line of those who act: the new one in front of those before. */
export function actorsOf(actor: string | undefined, subject: AccessToken): Actor | undefined {
  const before = subject.extra?.['act'] as Actor | undefined
  if (actor === undefined) return before
  return { sub: actor, ...(before ? { act: before } : {}) }
}

/** Keeps who acts until the token is written. */
export function rememberActor(token: object, actor: Actor | undefined): void {
  if (actor) actors.set(token, actor)
}

/** Adds who acts to a token as it is written. */
export async function actorClaim(_ctx: KoaContextWithOIDC, token: object): Promise<{ act: Actor } | undefined> {
  const act = actors.get(token)
  return act && { act }
}
