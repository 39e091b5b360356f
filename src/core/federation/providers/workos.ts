import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import { id, joinName, text } from '../protocol/fields.ts'
import { defineProvider } from '../provider.ts'

const account = z.object({
  id,
  email: text,
  first_name: text,
  last_name: text,
  raw_attributes: z.object({ picture: text }).optional().catch(undefined),
})

export const workos = defineProvider({
  id: 'workos',
  label: 'WorkOS',
  protocol: 'oauth2',
  scopes: [],
  endpoints: {
    authorizationUrl: 'https://api.workos.com/sso/authorize',
    tokenUrl: 'https://api.workos.com/sso/token',
    profileUrl: 'https://api.workos.com/sso/profile',
  },
  authorizationParams(settings, asked) {
    const { connection = settings.connection, organization = settings.organization } = asked
    const chosen = Object.entries({ connection, organization, domain: settings.domain })
    const said = chosen.filter((entry): entry is [string, string] => entry[1] !== undefined)
    if (said.length === 0) throw new AppError('input.invalid', { connection: 'or organization is required' })
    return Object.fromEntries(said)
  },
  identify(profile) {
    const { id: subject, email, first_name, last_name, raw_attributes } = account.parse(profile)
    // The operator chose the organisations behind WorkOS; their directories vouch for their addresses.
    return {
      subject,
      email,
      emailVerified: Boolean(email),
      name: joinName(first_name, last_name),
      firstName: first_name,
      lastName: last_name,
      picture: raw_attributes?.picture,
    }
  },
})
