import type Provider from 'oidc-provider'
import { type AccessToken, errors } from 'oidc-provider'
import {
  buildTokenResponse,
  checkDpopReplay,
  checkDpopRequired,
  validateDpop,
} from 'oidc-provider/lib/helpers/grants.js'
import { epoch } from '../../kit/clock.ts'
import { digest } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import { actorOf, actorsOf, rememberActor } from './actors.ts'
import { accessTokenType, type ExchangeContext, type ExchangeParameters } from './exchange-context.ts'
import { exchangeSubject } from './exchange-subject.ts'
import { exchangeTarget, type Target } from './exchange-target.ts'

export const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange'

const members = ['subject_token', 'subject_token_type', 'actor_token', 'actor_token_type', 'requested_token_type']

/**
 * Lets an application that holds a person's token get one for another resource (RFC 8693): in the person's name, or with
 * an actor's token as somebody who acts for them. It never reaches further than the token it was given.
 */
export function offerTokenExchange(provider: Provider, services: Services): void {
  const parameters = [...members, 'resource', 'audience', 'scope']
  const handle = (ctx: ExchangeContext) => exchange(services, provider, ctx)
  provider.registerGrantType<ExchangeParameters>(tokenExchange, handle, parameters, ['resource', 'audience'])
}

async function exchange(services: Services, provider: Provider, ctx: ExchangeContext): Promise<void> {
  const { client } = ctx.oidc
  checkRequestedType(ctx)
  const target = await exchangeTarget(services, ctx)
  const proof = await validateDpop(provider, ctx)
  checkDpopRequired(provider, ctx, proof)
  const subject = await exchangeSubject(services, ctx, proof?.thumbprint)
  const actor = await actorOf(services, ctx)
  const token = new provider.AccessToken({
    client,
    accountId: subject.accountId,
    grantId: await derivedGrant(provider, ctx, subject),
    gty: tokenExchange,
    scope: scopeOf(ctx, subject, target),
    resourceServer: target.server,
    expiresIn: Math.min(target.server.accessTokenTTL ?? services.config.ttl.accessToken, life(services, subject)),
  })
  if (proof) {
    await checkDpopReplay(provider, ctx, proof, client.clientId)
    Object.assign(token, { jkt: proof.thumbprint })
  }
  rememberActor(token, actorsOf(actor, subject))
  ctx.oidc.entity('AccessToken', token)
  ctx.body = buildTokenResponse(provider, {
    accessToken: await token.save(),
    expiresIn: token.expiration,
    issuedTokenType: accessTokenType,
    scope: token.scope || undefined,
    tokenType: token.tokenType,
  })
}

function checkRequestedType({ oidc }: ExchangeContext): void {
  const { requested_token_type: type = accessTokenType } = oidc.params
  if (type !== accessTokenType) throw new errors.InvalidRequest('only access tokens are issued')
}

// What was asked for, or all that both sides know; never more than the subject's token holds.
function scopeOf({ oidc }: ExchangeContext, subject: AccessToken, { server }: Target): string {
  const asked = oidc.params.scope?.split(' ')
  const foreign = asked?.find((scope) => !subject.scopes.has(scope) || !server.scopes.has(scope))
  if (foreign !== undefined) throw new errors.InvalidScope('the subject token does not hold this scope', foreign)
  return (asked ?? [...subject.scopes].filter((scope) => server.scopes.has(scope))).join(' ')
}

function life({ clock }: Services, subject: AccessToken): number {
  return Math.max(1, Number(subject.exp) - epoch(clock.now()))
}

// The new token dies with the grant of the old one. One of another application hangs on a grant of its own, beneath it.
async function derivedGrant(provider: Provider, { oidc }: ExchangeContext, subject: AccessToken): Promise<string> {
  const { clientId } = oidc.client
  if (subject.clientId === clientId) return subject.grantId
  const grant = { jti: digest(`${subject.grantId} ${clientId}`), accountId: subject.accountId, clientId }
  // The engine's types leave out what a grant may be made of.
  return new provider.Grant({ ...grant, grantId: subject.grantId } as never).save()
}
