import { createHmac } from 'node:crypto'
import { type Clock, epoch } from '../../../kit/clock.ts'
import { newSecret } from '../../../kit/secrets.ts'

export interface OAuth1Keys {
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly token?: string
  readonly tokenSecret?: string
}

export interface OAuth1Request {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly params?: Readonly<Record<string, string>>
}

/** The Authorization header of a request signed with HMAC-SHA1 (RFC 5849 section 3). */
export function oauth1Header(keys: OAuth1Keys, { method, url, params = {} }: OAuth1Request, clock: Clock): string {
  const protocol: Record<string, string> = {
    ...params,
    oauth_consumer_key: keys.consumerKey,
    oauth_nonce: newSecret(16),
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(epoch(clock.now())),
    oauth_version: '1.0',
    ...(keys.token === undefined ? {} : { oauth_token: keys.token }),
  }
  const signed = { ...protocol, oauth_signature: signature(keys, method, new URL(url), protocol) }
  return `OAuth ${Object.entries(signed)
    .map(([name, value]) => `${encode(name)}="${encode(value)}"`)
    .join(', ')}`
}

function signature(keys: OAuth1Keys, method: string, url: URL, protocol: Readonly<Record<string, string>>): string {
  const pairs = [...Object.entries(protocol), ...url.searchParams].map(([name, value]) => [encode(name), encode(value)])
  const sorted = pairs.map(([name, value]) => `${name}=${value}`).sort()
  const base = [method, `${url.origin}${url.pathname}`, sorted.join('&')].map(encode).join('&')
  const key = `${encode(keys.consumerSecret)}&${encode(keys.tokenSecret ?? '')}`
  return createHmac('sha1', key).update(base).digest('base64')
}

// RFC 5849 section 3.6 leaves fewer characters alone than encodeURIComponent does.
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
