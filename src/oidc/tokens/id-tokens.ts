import { decodeProtectedHeader } from 'jose'
import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { newSecret } from '../../kit/secrets.ts'

interface AccessTokenModel {
  save(): Promise<string>
}

interface IdTokenModel {
  readonly ctx?: KoaContextWithOIDC
  set(claim: string, value: string): void
  issue(options: { readonly use: string }): Promise<string>
}

interface IdTokenClass {
  readonly prototype: IdTokenModel
  validate(jwt: string, client: unknown): Promise<unknown>
}

/** Names ID tokens and ties them to the access token they come with, and takes no other token of ours for one. */
export function adjustIdTokens(provider: Provider): void {
  // The engine's types leave out what its models do with each other.
  const { AccessToken, IdToken } = provider as unknown as {
    AccessToken: { readonly prototype: AccessTokenModel }
    IdToken: IdTokenClass
  }
  nameAccessToken(IdToken.prototype, rememberValues(AccessToken.prototype))
  refuseOtherTokens(IdToken)
}

function rememberValues(model: AccessTokenModel): WeakMap<object, string> {
  const values = new WeakMap<object, string>()
  const original = model.save
  model.save = async function save(this: AccessTokenModel) {
    const value = await original.call(this)
    values.set(this, value)
    return value
  }
  return values
}

// OpenID Connect Core 3.1.3.6; the engine makes a hash of the value we set.
function nameAccessToken(model: IdTokenModel, values: WeakMap<object, string>): void {
  const original = model.issue
  model.issue = function issue(this: IdTokenModel, options) {
    const accessToken = this.ctx?.oidc.entities.AccessToken
    const value = accessToken && values.get(accessToken)
    if (options.use === 'idtoken') {
      this.set('jti', newSecret(16))
      if (value !== undefined) this.set('at_hash', value)
    }
    return original.call(this, options)
  }
}

// RFC 8725 section 3.12: logout tokens have the same issuer and audience, and a type of their own.
function refuseOtherTokens(model: IdTokenClass): void {
  const original = model.validate
  model.validate = async (jwt, client) => {
    const { typ = 'JWT' } = decodeProtectedHeader(jwt)
    if (typ !== 'JWT') throw new TypeError(`${typ} is not an ID token`)
    return original(jwt, client)
  }
}
