import { z } from 'zod'
import { id, joinName, promise, text } from '../protocol/fields.ts'
import { defineProvider } from '../provider.ts'

const claims = z.object({
  sub: id,
  email: text,
  email_verified: promise,
  name: text,
  given_name: text,
  family_name: text,
  picture: text,
  locale: text,
})

// OpenID in name: its ID tokens carry no nonce, so the profile is what counts.
export const linkedin = defineProvider({
  id: 'linkedin',
  label: 'LinkedIn',
  protocol: 'oauth2',
  scopes: ['openid', 'profile', 'email'],
  pkce: false,
  endpoints: {
    authorizationUrl: 'https://www.linkedin.com/oauth/v2/authorization',
    tokenUrl: 'https://www.linkedin.com/oauth/v2/accessToken',
    profileUrl: 'https://api.linkedin.com/v2/userinfo',
  },
  identify(profile) {
    const { sub, email, email_verified, name, given_name, family_name, picture, locale } = claims.parse(profile)
    return {
      subject: sub,
      email,
      emailVerified: email_verified,
      name: joinName(given_name, family_name) ?? name,
      firstName: given_name,
      lastName: family_name,
      picture,
      locale,
    }
  },
})
