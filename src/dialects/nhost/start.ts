import type { RouterContext } from '@koa/router'
import { beginSignIn } from '../../core/federation/begin-sign-in.ts'
import { getRedirect } from '../../core/redirects/get-redirect.ts'
import { verifyToken } from '../../core/tokens/verify-token.ts'
import { AppError, isRefusal } from '../../errors.ts'
import { callbackUrl } from '../../http/federation/callback-url.ts'
import { validate } from '../../http/validate.ts'
import { minutes } from '../../kit/clock.ts'
import { newSecret } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import { hostCookie, setCookie } from '../browser-cookie.ts'
import { sendBrowser } from '../send-browser.ts'
import { spendStart } from '../spend-start.ts'
import { nhostError } from './errors.ts'
import { startRequest } from './requests.ts'
import { nhostSessions } from './session.ts'

/** Sends the browser to the provider. What is wrong with the request is JSON; what fails from then on is a redirect. */
export async function startSignIn(services: Services, ctx: RouterContext): Promise<void> {
  const input = validate(startRequest, { ...ctx.query, ...ctx.params })
  const { provider, state, codeChallenge, newUser, params } = input
  await spendStart(services, ctx)
  const redirectTo = getRedirect(services, input.redirectTo)
  const connect = await sessionOf(services, input.connect)
  try {
    const url = await beginSignIn(services, {
      provider,
      door: 'nhost',
      callbackUrl: callbackUrl(services, provider, callbackPath(provider)),
      memo: JSON.parse(JSON.stringify({ redirectTo: redirectTo.href, state, codeChallenge, connect, newUser })),
      binding: services.config.nhost.browserBinding ? bindBrowser(services, ctx) : undefined,
      params,
    })
    sendBrowser(ctx, url)
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    const disabled = thrown.code === 'provider.disabled' || thrown.code === 'provider.unknown'
    const { code, message } = nhostError(services, new AppError(disabled ? 'provider.disabled' : 'server.fault'))
    sendBrowser(ctx, redirectTo, { error: code, errorDescription: message, state })
  }
}

/** Where a provider's answer comes to. */
export function callbackPath(provider: string): string {
  return `/signin/provider/${provider}/callback`
}

const cookie = 'nhost-browser'
const lifetime = minutes(10)

/** What this browser showed of itself at the start of its sign-ins. */
export function browserBinding(services: Services, ctx: RouterContext): string | undefined {
  return services.config.nhost.browserBinding ? ctx.cookies.get(hostCookie(services, cookie)) : undefined
}

// Several tabs may sign in at once, so a browser keeps the value it has.
function bindBrowser(services: Services, ctx: RouterContext): string {
  const name = hostCookie(services, cookie)
  const known = ctx.cookies.get(name)
  const value = known !== undefined && /^[\w-]{43}$/.test(known) ? known : newSecret()
  setCookie(ctx, services, { name, value, maxAge: lifetime })
  return value
}

// Whether the token is good is told after the provider's answer; until then only the session's id is kept, never the token.
async function sessionOf(services: Services, token: string | undefined): Promise<string | undefined> {
  if (token === undefined) return undefined
  try {
    return String((await verifyToken(services, { ...nhostSessions, token }))['sid'])
  } catch (error) {
    if (!isRefusal(error)) throw error
    return ''
  }
}
