import { z } from 'zod'
import { id, text } from '../protocol/fields.ts'
import { defineProvider, type ProviderChoice } from '../provider.ts'
import { twitterOAuth1 } from './twitter-oauth1.ts'

const account = z.object({ id, name: text, username: text, confirmed_email: text, profile_image_url: text })

const twitterOAuth2 = defineProvider({
  id: 'twitter',
  label: 'X',
  protocol: 'oauth2',
  scopes: ['users.read', 'tweet.read', 'users.email', 'offline.access'],
  pkce: 'required',
  clientAuthentication: 'basic',
  endpoints: {
    authorizationUrl: 'https://x.com/i/oauth2/authorize',
    tokenUrl: 'https://api.x.com/2/oauth2/token',
    profileUrl: 'https://api.x.com/2/users/me?user.fields=profile_image_url,confirmed_email',
  },
  identify(profile) {
    const { id: subject, name, username, ...user } = z.object({ data: account }).parse(profile).data
    const email = user.confirmed_email
    return { subject, email, emailVerified: Boolean(email), name, username, picture: user.profile_image_url }
  },
})

/** X signs people in by OAuth 1.0a with consumer keys, by OAuth 2 with a client id; accounts keep their number. */
export const twitter: ProviderChoice = {
  id: 'twitter',
  label: 'X',
  choose: (settings) => (settings.consumerKey === undefined ? twitterOAuth2 : twitterOAuth1),
}
