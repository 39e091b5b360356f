import { decodeJwt } from 'jose'
import type Koa from 'koa'
import { type Client, errors, type Grant, type Interaction, type Session } from 'oidc-provider'
import { recordEvent } from '../../core/audit/record-event.ts'
import { giveConsent } from '../../core/consents/give-consent.ts'
import { endBrowserSession } from '../../core/sessions/browser/end-browser-session.ts'
import { AppError } from '../../errors.ts'
import type { UserId } from '../../kit/ids.ts'
import { digest } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import { uidDigest } from '../../store/artifacts.ts'
import type { Engine } from '../engine.ts'
import { askedConsent } from './asked-consent.ts'
import { restartUrl } from './restarts.ts'

interface SignInResult {
  readonly userId: UserId
  readonly methods: readonly string[]
  readonly acr: string
  readonly remember: boolean
}

/** The authorization requests that wait for a person, as the interaction door sees them. */
export function createRequests(services: Services, engine: Engine) {
  return {
    async get(ctx: Koa.Context, uid: string) {
      const interaction = await load(engine, ctx, uid)
      const client = await engine.current().Client.find(String(interaction.params['client_id']))
      if (!client) throw new AppError('client.unknown')
      const { redirect_uri: redirectUri } = interaction.params
      // It may have been taken away from the application since the request came; a device has none.
      if (typeof redirectUri === 'string' && !client.redirectUriAllowed(redirectUri)) {
        throw new AppError('return-to.refused')
      }
      return {
        uid,
        prompt: { name: interaction.prompt.name, reasons: interaction.prompt.reasons },
        client: describe(client),
        params: { ...expectedLogin(interaction.params), ...interaction.params },
        accountId: interaction.session?.accountId,
        missing: await askedConsent(services, interaction),
      }
    },

    async signIn(ctx: Koa.Context, uid: string, { userId, methods, acr, remember }: SignInResult): Promise<string> {
      const interaction = await load(engine, ctx, uid)
      const session = await engine.current().Session.get(ctx)
      if (await endOthersSession(services, ctx, session, userId)) Reflect.deleteProperty(interaction, 'session')
      // Whoever asked to stay signed in need not ask again each time they show that it is them.
      const isKept = session.accountId === userId && session.transient !== true
      const login = { accountId: userId, amr: [...methods], acr, remember: remember || isKept }
      return finish(engine, interaction, { ...interaction.lastSubmission, login, select_account: {}, create: {} })
    },

    async keepAccount(ctx: Koa.Context, uid: string): Promise<string> {
      const interaction = await load(engine, ctx, uid)
      if (interaction.session === undefined) throw new AppError('sign-in.restart')
      return finish(engine, interaction, { ...interaction.lastSubmission, select_account: {} })
    },

    async allow(ctx: Koa.Context, uid: string): Promise<string> {
      const interaction = await load(engine, ctx, uid)
      const userId = interaction.session?.accountId
      if (userId === undefined || interaction.prompt.name !== 'consent') throw new AppError('sign-in.restart')
      const clientId = String(interaction.params['client_id'])
      const { scopes, resourceScopes } = await askedConsent(services, interaction)
      const grant = await grantOf(engine, interaction, { userId, clientId })
      if (scopes.length > 0) grant.addOIDCScope(scopes.join(' '))
      for (const [resource, names] of Object.entries(resourceScopes)) grant.addResourceScope(resource, names.join(' '))
      const grantId = await grant.save()
      await giveConsent(services, { userId, clientId, scopes, resourceScopes, ip: ctx.state['address'] })
      return finish(engine, interaction, { ...interaction.lastSubmission, consent: { grantId } })
    },

    async deny(ctx: Koa.Context, uid: string): Promise<string> {
      const interaction = await load(engine, ctx, uid)
      await recordEvent(services, {
        type: interaction.prompt.name === 'consent' ? 'oauth_consent.denied' : 'oauth_authorization.cancelled',
        actor: { type: 'user', id: interaction.session?.accountId },
        clientId: String(interaction.params['client_id']),
        ip: ctx.state['address'],
      })
      return finish(engine, interaction, { error: 'access_denied', error_description: 'The person said no' })
    },

    findRestart: (uid: string): Promise<string | undefined> => restartUrl(services, engine, uid),
  }
}

async function load(engine: Engine, ctx: Koa.Context, uid: string): Promise<Interaction> {
  try {
    const interaction = await engine.current().interactionDetails(ctx.req, ctx.res)
    // The cookie is bound to the path of one interaction; whoever moved it gets nothing.
    if (interaction.uid === uid) return interaction
  } catch (cause) {
    if (!(cause instanceof errors.SessionNotFound)) throw cause
  }
  throw new AppError('sign-in.restart')
}

// Somebody else signs in in this browser: the session of the one before ends here.
async function endOthersSession(
  services: Services,
  ctx: Koa.Context,
  { accountId, uid }: Pick<Session, 'accountId' | 'uid'>,
  userId: UserId,
): Promise<boolean> {
  if (accountId === undefined || accountId === userId) return false
  const session = { userId: accountId, uidDigest: uidDigest(uid), ip: ctx.state['address'] }
  await endBrowserSession(services, session)
  return true
}

async function grantOf(
  engine: Engine,
  interaction: Interaction,
  { userId, clientId }: { userId: UserId; clientId: string },
) {
  const { Grant } = engine.current()
  // Named after the question: whoever answers it twice at once makes one grant.
  const jti = interaction.grantId ?? digest(`grant ${interaction.uid}`)
  return (await Grant.find(jti)) ?? (new Grant({ jti, accountId: userId, clientId } as never) as Grant)
}

async function finish(engine: Engine, interaction: Interaction, result: Record<string, unknown>): Promise<string> {
  interaction.result = result as NonNullable<Interaction['result']>
  await interaction.save(interaction.exp - Math.floor(engine.now().getTime() / 1000))
  return interaction.returnTo
}

// An ID token says whom the application expects as well as `login_hint` does.
function expectedLogin({ id_token_hint: hint }: Interaction['params']): { readonly login_hint?: string } {
  const email = typeof hint === 'string' ? decodeJwt(hint)['email'] : undefined
  return typeof email === 'string' ? { login_hint: email } : {}
}

function describe(client: Client) {
  const origin = client['dynamically_registered'] === true ? 'registered-itself' : 'known'
  return {
    clientId: client.clientId,
    name: client.clientName ?? client.clientId,
    url: client.clientUri,
    logoUrl: client.logoUri,
    origin:
      client['application_id'] === undefined ? ('hosted-metadata' as const) : (origin as 'known' | 'registered-itself'),
  }
}
