import { errors } from 'oidc-provider'

/** An authorization request as it came: each parameter a text, or several when it was repeated. */
export type RawRequest = Readonly<Record<string, string | readonly string[] | undefined>>

/** The same after the engine has picked what it knows; it may be changed until the engine goes on. */
export type PickedRequest = Record<string, unknown>

// They have a meaning in OpenID Connect only; the engine refuses them without `openid`, plain OAuth clients send them.
const openIdOnly = ['acr_values', 'claims_locales', 'id_token_hint', 'max_age', 'nonce']

/** Marks a request that leaves the redirect URI to us, so that the code may be redeemed without one as well. */
export const omittedRedirectUri = 'redirect_uri_omitted'

/** Whether a value of `request_uri` has the form of our references to requests that were pushed (RFC 9126 section 2.2). */
export function isPushedReference(uri: unknown): uri is string {
  return typeof uri === 'string' && uri.startsWith('urn:ietf:params:oauth:request_uri:')
}

/** Looks at the form of an authorization request, before the engine looks at what it asks for. */
export function checkRequestShape(raw: RawRequest, picked: PickedRequest): void {
  refuseAmbiguous(raw)
  picked[omittedRedirectUri] = raw['redirect_uri'] === undefined ? 'true' : undefined
  if (!isOpenIdRequest(picked)) for (const name of openIdOnly) picked[name] = undefined
  checkRequestUri(raw['request_uri'])
  checkClaims(raw['claims'])
  checkResponseType(picked)
}

// Where an answer would go must not be a matter of taste: these are never answered by a redirect (security B04, B02).
function refuseAmbiguous(raw: RawRequest): void {
  for (const name of ['client_id', 'redirect_uri']) {
    if (Array.isArray(raw[name])) {
      throw Object.assign(new errors.InvalidRequest(`${name} must not be provided twice`), { allow_redirect: false })
    }
  }
  if (raw['redirect_uri'] === '') throw new errors.InvalidRedirectUri()
}

function isOpenIdRequest({ scope }: PickedRequest): boolean {
  return typeof scope === 'string' && scope.split(' ').includes('openid')
}

// OpenID Connect Core 3.1.2.6: the application is told that we read no requests but those it pushed.
function checkRequestUri(uri: RawRequest[string]): void {
  if (uri !== undefined && uri !== '' && !isPushedReference(uri)) throw new errors.RequestUriNotSupported()
}

// The parameter is not supported and ignored like any unknown one, but nonsense is refused.
function checkClaims(claims: RawRequest[string]): void {
  if (claims === undefined || claims === '') return
  try {
    if (typeof JSON.parse(String(claims)) === 'object') return
  } catch {
    // Refused below.
  }
  throw new errors.InvalidRequest('claims must be a JSON object')
}

// The engine would answer what it does not support in a response mode that we do not have.
function checkResponseType(picked: PickedRequest): void {
  const { response_type: type, response_mode: mode } = picked
  if (typeof type !== 'string' || type === 'code') return
  if (mode !== 'form_post') picked['response_mode'] = 'query'
  throw new errors.UnsupportedResponseType()
}
