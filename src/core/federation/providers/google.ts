import { z } from 'zod'
import { id, promise, text } from '../protocol/fields.ts'
import { defineProvider } from '../provider.ts'

// The ID token and the newer userinfo say `sub` and `email_verified`, the older userinfo `id` and `verified_email`.
const claims = z
  .object({
    sub: id.optional(),
    id: id.optional(),
    email: text,
    email_verified: promise,
    verified_email: promise,
    name: text,
    given_name: text,
    family_name: text,
    picture: text,
    locale: text,
  })
  .transform((profile) => ({ ...profile, subject: id.parse(profile.sub ?? profile.id) }))

export const google = defineProvider({
  id: 'google',
  label: 'Google',
  protocol: 'oidc',
  scopes: ['openid', 'email', 'profile'],
  idToken: 'optional',
  endpoints: {
    issuer: 'https://accounts.google.com',
    authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    jwksUrl: 'https://www.googleapis.com/oauth2/v3/certs',
  },
  identify(profile) {
    const { subject, email, email_verified, verified_email, name, given_name, family_name, picture, locale } =
      claims.parse(profile)
    const emailVerified = email_verified || verified_email
    return { subject, email, emailVerified, name, firstName: given_name, lastName: family_name, picture, locale }
  },
})
