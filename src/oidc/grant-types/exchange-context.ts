import { errors, type TokenEndpointGrantContext } from 'oidc-provider'

/** What an exchange is asked for (RFC 8693 section 2.1). */
export interface ExchangeParameters {
  readonly subject_token?: string
  readonly subject_token_type?: string
  readonly actor_token?: string
  readonly actor_token_type?: string
  readonly requested_token_type?: string
  readonly audience?: string | string[]
}

export type ExchangeContext = TokenEndpointGrantContext<ExchangeParameters>

export const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

/** What the protocol answers to a token that is not good, for whichever reason (RFC 8693 section 2.2.2). */
export function refusedToken(parameter: string): errors.InvalidRequest {
  return new errors.InvalidRequest(`${parameter} is missing, not valid or not acceptable`)
}
