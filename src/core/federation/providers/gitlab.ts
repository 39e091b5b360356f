import { z } from 'zod'
import { id, text } from '../protocol/fields.ts'
import { defineProvider } from '../provider.ts'

const account = z.object({ id, username: text, name: text, email: text, confirmed_at: text, avatar_url: text })

export const gitlab = defineProvider({
  id: 'gitlab',
  label: 'GitLab',
  protocol: 'oauth2',
  scopes: ['read_user'],
  endpoints: {
    authorizationUrl: 'https://gitlab.com/oauth/authorize',
    tokenUrl: 'https://gitlab.com/oauth/token',
    profileUrl: 'https://gitlab.com/api/v4/user',
  },
  identify(profile) {
    const { id: subject, username, name, email, confirmed_at, avatar_url } = account.parse(profile)
    return { subject, email, emailVerified: Boolean(confirmed_at), name, username, picture: avatar_url }
  },
})
