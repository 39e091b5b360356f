import { z } from 'zod'
import { id, promise, text } from '../protocol/fields.ts'
import { defineProvider } from '../provider.ts'

const account = z.object({ id, login: text, name: text, email: text, avatar_url: text })
const addresses = z.array(z.object({ email: z.string(), primary: promise, verified: promise }))

export const github = defineProvider({
  id: 'github',
  label: 'GitHub',
  protocol: 'oauth2',
  scopes: ['user:email'],
  endpoints: {
    issuer: 'https://github.com/login/oauth',
    authorizationUrl: 'https://github.com/login/oauth/authorize',
    tokenUrl: 'https://github.com/login/oauth/access_token',
    profileUrl: 'https://api.github.com/user',
  },
  async fetchProfile(get, { profileUrl = '', emailsUrl = `${profileUrl}/emails` }) {
    const [user, emails] = await Promise.all([get(profileUrl), get(emailsUrl)])
    return { ...z.looseObject({}).parse(user), emails }
  },
  identify(profile) {
    const { id: subject, login, name, avatar_url } = account.parse(profile)
    const { emails } = z.object({ emails: addresses }).parse(profile)
    // The address of the account itself may be anything; only the list says which ones are proven.
    const verified = emails.filter((entry) => entry.verified)
    const chosen = verified.find((entry) => entry.primary) ?? verified[0] ?? emails[0]
    return {
      subject,
      email: chosen?.email,
      emailVerified: chosen?.verified ?? false,
      name: name || login,
      username: login,
      picture: avatar_url,
    }
  },
})
