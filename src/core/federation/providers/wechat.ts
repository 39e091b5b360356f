import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import { epoch } from '../../../kit/clock.ts'
import { readJson } from '../protocol/answers.ts'
import { id, text } from '../protocol/fields.ts'
import {
  defineProvider,
  type Upstream,
  type UpstreamAnswer,
  type UpstreamRequest,
  type UpstreamTokens,
} from '../provider.ts'

const problem = z.object({ errcode: z.number().refine((code) => code !== 0), errmsg: text })
const grant = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().optional().catch(undefined),
  refresh_token: text,
  openid: id,
  scope: text,
})
const account = z.object({ openid: id, unionid: id.optional(), nickname: text, headimgurl: text })

/** WeChat's website login: OAuth 2 in shape, with its own names, GET for tokens, and errors under status 200. */
export const wechat = defineProvider({
  id: 'wechat',
  label: 'WeChat',
  protocol: 'custom',
  scopes: ['snsapi_login'],
  endpoints: {
    authorizationUrl: 'https://open.weixin.qq.com/connect/qrconnect',
    tokenUrl: 'https://api.weixin.qq.com/sns/oauth2/access_token',
    profileUrl: 'https://api.weixin.qq.com/sns/userinfo',
  },
  begin,
  complete,
  refresh,
  identify(profile) {
    const { openid, unionid, nickname, headimgurl } = account.parse(profile)
    // `unionid` is the same in all apps of one owner. There is no address.
    return { subject: unionid ?? openid, emailVerified: false, name: nickname, picture: headimgurl }
  },
})

async function begin({ settings, server }: Upstream, { redirectUri, state, scopes }: UpstreamRequest) {
  const url = new URL(server.authorizationUrl)
  url.searchParams.set('appid', settings.clientId)
  url.searchParams.set('redirect_uri', redirectUri)
  url.searchParams.set('response_type', 'code')
  url.searchParams.set('scope', scopes.join(','))
  if (state !== undefined) url.searchParams.set('state', state)
  url.hash = 'wechat_redirect'
  return { url }
}

async function complete(upstream: Upstream, { params }: UpstreamAnswer) {
  const code = params.get('code')
  // Who declines comes back with the state alone.
  if (!code) throw new AppError('upstream.denied', { provider: 'wechat', error: 'access_denied' })
  const { settings, server } = upstream
  const query = {
    appid: settings.clientId,
    secret: settings.clientSecret ?? '',
    code,
    grant_type: 'authorization_code',
  }
  const answer = await requestTokens(upstream, server.tokenUrl, query)
  const { access_token, openid } = answer
  const profile = await get(upstream, server.profileUrl ?? '', { access_token, openid, lang: 'zh_CN' })
  if (problem.safeParse(profile).success) throw new Error('the profile was refused')
  return { profile, tokens: tokensOf(upstream, answer) }
}

async function refresh(upstream: Upstream, refreshToken: string): Promise<UpstreamTokens> {
  const { settings, server } = upstream
  const query = { appid: settings.clientId, grant_type: 'refresh_token', refresh_token: refreshToken }
  return tokensOf(upstream, await requestTokens(upstream, new URL('refresh_token', server.tokenUrl).href, query))
}

async function requestTokens(upstream: Upstream, url: string, query: Readonly<Record<string, string>>) {
  const answer = grant.safeParse(await get(upstream, url, query))
  if (answer.success) return answer.data
  throw new AppError('upstream.exchange-failed', { provider: 'wechat' }, { cause: answer.error })
}

async function get({ fetch }: Upstream, address: string, query: Readonly<Record<string, string>>): Promise<unknown> {
  const url = new URL(address)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return readJson(await fetch(url))
}

function tokensOf({ clock }: Upstream, answer: z.output<typeof grant>): UpstreamTokens {
  const { access_token, expires_in, refresh_token, scope } = answer
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    expiresAt: expires_in === undefined ? undefined : epoch(clock.now()) + expires_in,
    scopes: scope?.split(',') ?? [],
  }
}
