import { z } from 'zod'
import { id, text } from '../protocol/fields.ts'
import { defineProvider } from '../provider.ts'

const account = z.object({ id, login: text, display_name: text, email: text, profile_image_url: text })
const users = z.object({ data: z.tuple([account], z.unknown()) })

export const twitch = defineProvider({
  id: 'twitch',
  label: 'Twitch',
  protocol: 'oauth2',
  scopes: ['user:read:email'],
  pkce: false,
  endpoints: {
    authorizationUrl: 'https://id.twitch.tv/oauth2/authorize',
    tokenUrl: 'https://id.twitch.tv/oauth2/token',
    profileUrl: 'https://api.twitch.tv/helix/users',
  },
  profileHeaders: ({ clientId }) => ({ 'client-id': clientId }),
  // Scopes come as a list, and errors as a status with a message.
  tokenAnswer({ scope, status, message, ...answer }) {
    const error = typeof status === 'number' ? { error: 'invalid_request', error_description: message } : {}
    return { ...answer, ...error, scope: Array.isArray(scope) ? scope.join(' ') : scope }
  },
  identify(profile) {
    const { id: subject, login, display_name, email, profile_image_url } = users.parse(profile).data[0]
    // Twitch's reference: the member is "the user's verified email address", and absent otherwise.
    return {
      subject,
      email,
      emailVerified: Boolean(email),
      name: display_name,
      username: login,
      picture: profile_image_url,
    }
  },
})
