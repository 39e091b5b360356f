import type { RouterContext } from '@koa/router'
import { linkIdentity } from '../../core/federation/identities/link-identity.ts'
import { listIdentities } from '../../core/federation/identities/list-identities.ts'
import { unlinkIdentity } from '../../core/federation/identities/unlink-identity.ts'
import { listProviders } from '../../core/federation/settings/list-providers.ts'
import { AppError } from '../../errors.ts'
import { validate } from '../../http/validate.ts'
import { visitOf } from '../../http/visit.ts'
import type { Services } from '../../services.ts'
import type { House } from '../dialect.ts'
import { bearerOf } from './callers.ts'
import { redeemProviderToken } from './provider-token.ts'
import { bindRequest, providerPath } from './requests.ts'
import { providersAnswer, userAnswer } from './responses.ts'

/** `GET /user/me` */
export async function showMe(services: Services, ctx: RouterContext, house: House): Promise<void> {
  const { user } = await bearerOf(services, ctx, house)
  ctx.body = userAnswer(user, await listIdentities(services, user.id))
}

/** `GET /user/provider` */
export async function showProviders(services: Services, ctx: RouterContext, house: House): Promise<void> {
  const { user } = await bearerOf(services, ctx, house)
  ctx.body = providersAnswer(await listProviders(services), await listIdentities(services, user.id))
}

/** `POST /user/provider/bind`; binding what is bound to the same person already changes nothing. */
export async function bind(services: Services, ctx: RouterContext, house: House): Promise<void> {
  const { user } = await bearerOf(services, ctx, house)
  const { provider_token } = validate(bindRequest, ctx.request.body)
  const identity = await redeemProviderToken(services, provider_token)
  const outcome = await linkIdentity(services, { userId: user.id, identity, visit: visitOf(ctx) })
  if (outcome.kind === 'refused') throw outcome.error
  ctx.body = {}
}

/** `DELETE /user/provider/{provider_id}` */
export async function unbind(services: Services, ctx: RouterContext, house: House): Promise<void> {
  const { user } = await bearerOf(services, ctx, house)
  const { provider_id } = validate(providerPath, ctx.params)
  const bound = (await listIdentities(services, user.id)).filter(({ provider }) => provider === provider_id)
  if (bound.length === 0) throw new AppError('identity.unknown', { provider: provider_id })
  for (const { id } of bound) await unlinkIdentity(services, { userId: user.id, identityId: id, visit: visitOf(ctx) })
  ctx.body = {}
}
