import { z } from 'zod'
import { id, joinName, promise, text } from '../protocol/fields.ts'
import { type CodeProvider, defineProvider } from '../provider.ts'

const claims = z.object({
  sub: id,
  email: text,
  email_verified: promise,
  name: text,
  given_name: text,
  family_name: text,
  preferred_username: text,
  picture: text,
  locale: text,
})

/** Any OpenID provider, by its issuer; discovery says the rest (OpenID Connect Discovery 1.0). */
export function oidc({ id: name, label }: { readonly id: string; readonly label: string }): CodeProvider {
  return defineProvider({
    id: name,
    label,
    protocol: 'oidc',
    scopes: ['openid', 'email', 'profile'],
    requires: ['issuer'],
    endpoints: {},
    identify(profile) {
      const { sub, email, email_verified, given_name, family_name, preferred_username, ...rest } = claims.parse(profile)
      return {
        subject: sub,
        email,
        emailVerified: email_verified,
        name: rest.name ?? joinName(given_name, family_name),
        firstName: given_name,
        lastName: family_name,
        username: preferred_username,
        picture: rest.picture,
        locale: rest.locale,
      }
    },
  })
}
