import { z } from 'zod'
import { id, promise, text } from '../protocol/fields.ts'
import { defineProvider } from '../provider.ts'

const account = z.object({
  uuid: id,
  username: text,
  display_name: text,
  links: z
    .object({ avatar: z.object({ href: text }) })
    .optional()
    .catch(undefined),
})
const addresses = z.array(z.object({ email: z.string(), is_primary: promise, is_confirmed: promise }))

export const bitbucket = defineProvider({
  id: 'bitbucket',
  label: 'Bitbucket',
  protocol: 'oauth2',
  scopes: ['account'],
  pkce: false,
  clientAuthentication: 'basic',
  endpoints: {
    authorizationUrl: 'https://bitbucket.org/site/oauth2/authorize',
    tokenUrl: 'https://bitbucket.org/site/oauth2/access_token',
    profileUrl: 'https://api.bitbucket.org/2.0/user',
  },
  // The scopes come as `scopes`.
  tokenAnswer: ({ scopes, ...answer }) => ({ scope: scopes, ...answer }),
  async fetchProfile(get, { profileUrl = '', emailsUrl = `${profileUrl}/emails` }) {
    const [user, emails] = await Promise.all([get(profileUrl), get(emailsUrl)])
    return { ...z.looseObject({}).parse(user), emails }
  },
  identify(profile) {
    const { uuid, username, display_name, links } = account.parse(profile)
    const { emails } = z.object({ emails: z.object({ values: addresses }) }).parse(profile)
    const confirmed = emails.values.filter((entry) => entry.is_confirmed)
    const chosen = confirmed.find((entry) => entry.is_primary) ?? confirmed[0]
    // An unconfirmed address must not even be a hint: accepting one was CVE-2026-41574.
    if (!chosen) throw new Error('the account has no confirmed address')
    const picture = links?.avatar.href
    return { subject: uuid, email: chosen.email, emailVerified: true, name: display_name, username, picture }
  },
})
