import { z } from 'zod'
import { id, text } from '../protocol/fields.ts'
import { defineProvider } from '../provider.ts'

// The Live API, and Microsoft Graph, which answers at the overridden URLs since Live is retired.
const account = z.object({
  id,
  name: text,
  first_name: text,
  last_name: text,
  emails: z.object({ preferred: text, account: text }).optional().catch(undefined),
  displayName: text,
  givenName: text,
  surname: text,
  mail: text,
  profile_image_url: text,
})

export const windowslive = defineProvider({
  id: 'windowslive',
  label: 'Microsoft account',
  protocol: 'oauth2',
  scopes: ['wl.basic', 'wl.emails'],
  pkce: false,
  endpoints: {
    authorizationUrl: 'https://login.live.com/oauth20_authorize.srf',
    tokenUrl: 'https://login.live.com/oauth20_token.srf',
    profileUrl: 'https://apis.live.net/v5.0/me',
  },
  identify(profile) {
    const user = account.parse(profile)
    return {
      subject: user.id,
      email: user.emails?.preferred ?? user.emails?.account ?? user.mail,
      // Neither API says whether the address was proven.
      emailVerified: false,
      name: user.name ?? user.displayName,
      firstName: user.first_name ?? user.givenName,
      lastName: user.last_name ?? user.surname,
      picture: user.profile_image_url,
    }
  },
})
