import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import { readForm, readJson } from '../protocol/answers.ts'
import { id, text } from '../protocol/fields.ts'
import { type OAuth1Keys, type OAuth1Request, oauth1Header } from '../protocol/oauth1.ts'
import { defineProvider, type Upstream, type UpstreamAnswer, type UpstreamRequest } from '../provider.ts'

const account = z.object({ id_str: id, name: text, screen_name: text, email: text, profile_image_url_https: text })
const token = z.object({ oauth_token: z.string().min(1), oauth_token_secret: z.string().min(1) })
const confirmed = token.extend({ oauth_callback_confirmed: z.literal('true') })

/** X by OAuth 1.0a (RFC 5849): a token before the visit, the same token and its secret after it. */
export const twitterOAuth1 = defineProvider({
  id: 'twitter',
  label: 'X',
  protocol: 'custom',
  scopes: [],
  requires: ['consumerKey', 'consumerSecret'],
  endpoints: {
    requestTokenUrl: 'https://api.twitter.com/oauth/request_token',
    authorizationUrl: 'https://api.twitter.com/oauth/authorize',
    tokenUrl: 'https://api.twitter.com/oauth/access_token',
    profileUrl: 'https://api.twitter.com/1.1/account/verify_credentials.json?include_email=true&skip_status=true',
  },
  begin,
  complete,
  identify(profile) {
    const { id_str, name, screen_name, email, profile_image_url_https } = account.parse(profile)
    // The reference of include_email: an address that is not verified is left out.
    return {
      subject: id_str,
      email,
      emailVerified: Boolean(email),
      name,
      username: screen_name,
      picture: profile_image_url_https,
    }
  },
})

async function begin(upstream: Upstream, { redirectUri, state }: UpstreamRequest) {
  const callback = new URL(redirectUri)
  // There is no state in this protocol: it travels inside the callback URL.
  if (state !== undefined) callback.searchParams.set('state', state)
  const request: OAuth1Request = {
    method: 'POST',
    url: upstream.server.requestTokenUrl ?? '',
    params: { oauth_callback: callback.href },
  }
  const granted = confirmed.parse(await readForm(await send(upstream, keysOf(upstream), request)))
  const url = new URL(upstream.server.authorizationUrl)
  url.searchParams.set('oauth_token', granted.oauth_token)
  return { url, secret: JSON.stringify(token.parse(granted)) }
}

async function complete(upstream: Upstream, { params, secret }: UpstreamAnswer) {
  const { oauth_token, oauth_token_secret } = token.parse(JSON.parse(secret ?? '{}'))
  if (params.has('denied')) throw new AppError('upstream.denied', { provider: 'twitter', error: 'access_denied' })
  if (params.get('oauth_token') !== oauth_token) {
    throw new AppError('upstream.exchange-failed', { provider: 'twitter', problem: 'another token came back' })
  }
  const granted = await exchange(upstream, params.get('oauth_verifier') ?? '', { oauth_token, oauth_token_secret })
  const keys = { ...keysOf(upstream), token: granted.oauth_token, tokenSecret: granted.oauth_token_secret }
  const profile = await readJson(await send(upstream, keys, { method: 'GET', url: upstream.server.profileUrl ?? '' }))
  const tokens = { accessToken: granted.oauth_token, accessTokenSecret: granted.oauth_token_secret, scopes: [] }
  return { profile, tokens }
}

async function exchange(upstream: Upstream, verifier: string, pending: z.output<typeof token>) {
  const keys = { ...keysOf(upstream), token: pending.oauth_token, tokenSecret: pending.oauth_token_secret }
  try {
    const params = { oauth_verifier: verifier }
    return token.parse(
      await readForm(await send(upstream, keys, { method: 'POST', url: upstream.server.tokenUrl, params })),
    )
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'upstream.unreachable') throw cause
    throw new AppError('upstream.exchange-failed', { provider: 'twitter' }, { cause })
  }
}

function send({ fetch, clock }: Upstream, keys: OAuth1Keys, request: OAuth1Request): Promise<Response> {
  const headers = { accept: '*/*', authorization: oauth1Header(keys, request, clock) }
  return fetch(request.url, { method: request.method, headers })
}

function keysOf({ settings }: Upstream): OAuth1Keys {
  return { consumerKey: settings.consumerKey ?? '', consumerSecret: settings.consumerSecret ?? '' }
}
