import type { RouterContext } from '@koa/router'
import { beginSignIn } from '../../core/federation/begin-sign-in.ts'
import { admitIdentity } from '../../core/federation/matching/admit-identity.ts'
import type { Outcome } from '../../core/federation/outcome.ts'
import { type RedeemCredential, redeemCredential } from '../../core/federation/redeem-credential.ts'
import { findRedirect } from '../../core/redirects/find-redirect.ts'
import { openSession } from '../../core/sessions/open-session.ts'
import { syncProfile } from '../../core/users/profile/sync-profile.ts'
import { AppError, isRefusal } from '../../errors.ts'
import { validate } from '../../http/validate.ts'
import { visitOf } from '../../http/visit.ts'
import type { Services } from '../../services.ts'
import type { House } from '../dialect.ts'
import { spendStart } from '../spend-start.ts'
import { type CallingApp, callingApp, deviceOf } from './callers.ts'
import { mintProviderToken, redeemProviderToken } from './provider-token.ts'
import { providerTokenRequest, signInRequest, uriRequest } from './requests.ts'
import { providerTokenAnswer, tokenAnswer } from './responses.ts'
import { cloudbaseSessions } from './session.ts'

const door = 'cloudbase'

/** `GET /provider/uri`: the provider will answer the app itself, with the app's own state. */
export async function giveUri(services: Services, ctx: RouterContext, house: House): Promise<void> {
  const deviceId = deviceOf(ctx)
  const app = await callingApp(services, ctx, house)
  const { provider, redirectUri, state, scopes } = validate(uriRequest, ctx.query)
  await spendStart(services, ctx)
  const url = await beginSignIn(services, {
    provider,
    door,
    callbackUrl: returnAddress(services, app, redirectUri),
    memo: {},
    scopes,
    direct: { key: attemptKey(app, deviceId, provider), state },
  })
  ctx.body = { uri: url.href }
}

/** `POST /provider/token`: what the app got from the provider becomes a token for who it is. */
export async function giveProviderToken(services: Services, ctx: RouterContext, house: House): Promise<void> {
  const app = await callingApp(services, ctx, house)
  const { provider, credential } = validate(providerTokenRequest, ctx.request.body)
  const key = credential.kind === 'code' ? attemptKey(app, ctx.get('x-device-id'), provider) : undefined
  const outcome = await redeem(services, { provider, door, credential, key })
  if (outcome.kind === 'refused') throw outcome.error
  if (outcome.kind !== 'undecided') throw new Error(`not an answer to what we asked: ${outcome.kind}`)
  const { identity } = outcome
  ctx.body = providerTokenAnswer(await mintProviderToken(services, identity), identity)
}

// Apps inside other apps never ask for the address of the sign-in, so there is nothing of it to find.
async function redeem(services: Services, { key, ...credential }: RedeemCredential): Promise<Outcome> {
  try {
    return await redeemCredential(services, { ...credential, key })
  } catch (error) {
    const unknown = isRefusal(error, 'attempt.invalid') || isRefusal(error, 'attempt.expired')
    if (!unknown || services.config.cloudbase.requireStart) throw error
    return redeemCredential(services, credential)
  }
}

/** `POST /signin/with/provider` */
export async function signIn(services: Services, ctx: RouterContext, house: House): Promise<void> {
  const deviceId = deviceOf(ctx)
  const { clientId } = await callingApp(services, ctx, house)
  const { provider_token, force_disable_sign_up, sync_profile } = validate(signInRequest, ctx.request.body)
  const identity = await redeemProviderToken(services, provider_token)
  const policy = {
    signUp: services.config.signUp === 'open' && !force_disable_sign_up,
    merge: true,
    verifyEmail: false,
    // There is no step here to prove an address, so one that is not proven stays with the login.
    identifier: identity.emailVerified,
  }
  const visit = visitOf(ctx)
  const outcome = await admitIdentity(services, { identity, admission: { policy }, visit })
  const { user, created } = admitted(outcome)
  if (sync_profile && !created) await syncProfile(services, { userId: user.id, identity })
  const claims = { provider_type: identity.provider }
  const opening = { userId: user.id, proofs: ['federated'], visit, deviceId, clientId, claims } as const
  ctx.body = await tokenAnswer(
    services,
    house,
    await openSession(services, cloudbaseSessions(services, house), opening),
  )
}

function admitted(outcome: Outcome) {
  switch (outcome.kind) {
    case 'signed-in':
      return outcome
    case 'refused':
      throw outcome.error
    case 'proof-needed':
      throw new AppError('email.unverified')
    case 'linked':
    case 'undecided':
      throw new Error(`not an answer to a sign-in: ${outcome.kind}`)
    default:
      return outcome satisfies never
  }
}

// One of the application's own addresses, else one of the list. It goes to the provider as it was written, since that
// compares texts.
function returnAddress(services: Services, { application }: CallingApp, address: string | undefined): string {
  const own = application?.client.redirectUris ?? []
  if (address === undefined) return own[0] ?? services.config.clientUrl
  if (own.includes(address) || findRedirect(services, address)) return address
  throw new AppError('return-to.refused')
}

function attemptKey({ clientId }: CallingApp, deviceId: string, provider: string): string {
  return JSON.stringify([door, clientId, deviceId.trim(), provider])
}
