import type { Client, KoaContextWithOIDC, DeviceCode as StoredCode } from 'oidc-provider'
import { z } from 'zod'
import type { Problem } from '../../../views/components/controls/problem.ts'
import { DeviceCode, DeviceConfirm, DeviceDone } from '../../../views/interaction/device.tsx'
import { AppError, isRefusal } from '../../errors.ts'
import { page } from '../../http/page.tsx'
import { epoch } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import { askedLocales } from '../asked-locales.ts'
import { cookies } from '../cookies.ts'
import { routes } from '../routes.ts'
import { normalUserCode } from './user-codes.ts'

const mask = '****-****'

const deviceInfo = z.object({ address: z.string(), at: z.number() })

/** Signing in on a device without a keyboard (RFC 8628), on pages of ours. */
export function deviceFlow(services: Services) {
  const show = (ctx: KoaContextWithOIDC, view: Parameters<typeof page>[2], status = 200) =>
    page(ctx, services, view, { status, locales: askedLocales(ctx) })

  const askForCode = (ctx: KoaContextWithOIDC, problem?: Problem, userCode?: string) => {
    const status = problem === undefined ? 200 : Math.max(400, ctx.status)
    if (typeof problem?.detail?.['retryAfter'] === 'number')
      ctx.set('Retry-After', String(problem.detail['retryAfter']))
    show(ctx, <DeviceCode action={routes.code_verification} hidden={hidden(ctx)} {...{ userCode, problem }} />, status)
  }

  const confirm = (ctx: KoaContextWithOIDC, client: Client, info: unknown, userCode: string) => {
    const { address, at } = deviceInfo.parse(info)
    const view = (
      <DeviceConfirm
        action={routes.code_verification}
        hidden={{ ...hidden(ctx), user_code: userCode, confirm: 'yes' }}
        client={summary(client)}
        userCode={userCode}
        from={{ address, at: new Date(at * 1000) }}
      />
    )
    show(ctx, view)
  }

  return {
    enabled: true,
    charset: 'base-20',
    mask,
    deviceInfo: (ctx: KoaContextWithOIDC) => ({ address: ctx.state['address'], at: epoch(services.clock.now()) }),
    async userCodeInputSource(ctx: KoaContextWithOIDC, _form: string, _out?: unknown, error?: Error): Promise<void> {
      await keepSession(services, ctx)
      if (error?.name === 'AbortedError') return show(ctx, <DeviceDone denied />)
      if (error) return askForCode(ctx, problemOf(error), 'userCode' in error ? String(error.userCode) : undefined)
      const typed: string = ctx.state['userCode'] ?? ''
      if (typed === '') return askForCode(ctx)
      const code = await findWaiting(ctx, typed)
      const client = code?.clientId === undefined ? undefined : await ctx.oidc.provider.Client.find(code.clientId)
      if (!code || !client) return askForCode(ctx, new AppError('code.invalid'), typed)
      return confirm(ctx, client, code.deviceInfo, `${code.userCode.slice(0, 4)}-${code.userCode.slice(4)}`)
    },
    async userCodeConfirmSource(
      ctx: KoaContextWithOIDC,
      _form: string,
      client: Client,
      info: unknown,
      userCode: string,
    ) {
      confirm(ctx, client, info, userCode)
    },
    async successSource(ctx: KoaContextWithOIDC): Promise<void> {
      show(ctx, ctx.oidc.client ? <DeviceDone client={summary(ctx.oidc.client)} /> : <DeviceDone />)
    },
  }
}

// The engine keeps a session that it found or that a page began; one that begins with an error it would fail to keep.
async function keepSession(services: Services, { oidc }: KoaContextWithOIDC): Promise<void> {
  const { session, cookies: jar, provider } = oidc
  if (!session || session.exp !== undefined) return
  jar.set(provider.cookieName('session'), session.jti, cookies(services).long)
  await session.save(services.config.ttl.interaction)
}

function hidden({ oidc }: KoaContextWithOIDC) {
  return { xsrf: String(oidc.session?.state?.['secret']) }
}

function summary({ clientName, clientId, logoUri }: Client) {
  return { name: clientName ?? clientId, logoUrl: logoUri }
}

async function findWaiting({ oidc }: KoaContextWithOIDC, typed: string): Promise<StoredCode | undefined> {
  const code = await oidc.provider.DeviceCode.findByUserCode(normalUserCode(typed))
  return code && !code.isExpired && !code.error && !code.accountId && !code.inFlight ? code : undefined
}

const problems: Readonly<Record<string, Problem>> = {
  NoCodeError: { code: 'code.invalid' },
  NotFoundError: { code: 'code.invalid' },
  AlreadyUsedError: { code: 'code.invalid' },
  ExpiredError: { code: 'code.expired' },
  SessionNotFound: { code: 'sign-in.restart' },
}

function problemOf(error: Error): Problem {
  return isRefusal(error.cause) ? error.cause : (problems[error.name] ?? { code: 'input.invalid' })
}
