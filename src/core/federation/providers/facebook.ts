import { z } from 'zod'
import { id, text } from '../protocol/fields.ts'
import { defineProvider } from '../provider.ts'

const account = z.object({
  id,
  email: text,
  name: text,
  first_name: text,
  last_name: text,
  picture: z
    .object({ data: z.object({ url: text }) })
    .optional()
    .catch(undefined),
})
const problem = z.object({ error: z.object({ message: text, type: text }) })

export const facebook = defineProvider({
  id: 'facebook',
  label: 'Facebook',
  protocol: 'oauth2',
  scopes: ['email'],
  pkce: false,
  endpoints: {
    authorizationUrl: 'https://www.facebook.com/v22.0/dialog/oauth',
    tokenUrl: 'https://graph.facebook.com/v22.0/oauth/access_token',
    profileUrl: 'https://graph.facebook.com/me?fields=id,name,first_name,last_name,email,picture',
  },
  // Errors are an object where RFC 6749 has a word.
  tokenAnswer(answer) {
    const { data } = problem.safeParse(answer)
    return data ? { error: 'invalid_grant', error_description: data.error.message } : answer
  },
  identify(profile) {
    const { id: subject, email, name, first_name, last_name, picture } = account.parse(profile)
    return {
      subject,
      email,
      // Facebook hands out an address without saying who proved it.
      emailVerified: false,
      name,
      firstName: first_name,
      lastName: last_name,
      picture: picture?.data.url,
    }
  },
})
