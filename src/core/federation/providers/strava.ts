import { z } from 'zod'
import { id, joinName, text } from '../protocol/fields.ts'
import { defineProvider } from '../provider.ts'

const athlete = z.object({ id, username: text, firstname: text, lastname: text, profile: text, profile_medium: text })

export const strava = defineProvider({
  id: 'strava',
  label: 'Strava',
  protocol: 'oauth2',
  scopes: ['profile:read_all'],
  scopeSeparator: ',',
  pkce: false,
  endpoints: {
    authorizationUrl: 'https://www.strava.com/api/v3/oauth/authorize',
    tokenUrl: 'https://www.strava.com/api/v3/oauth/token',
    profileUrl: 'https://www.strava.com/api/v3/athlete',
  },
  authorizationParams: () => ({ approval_prompt: 'force' }),
  identify(profile) {
    const { id: subject, username, firstname, lastname, profile: large, profile_medium } = athlete.parse(profile)
    return {
      subject,
      emailVerified: false,
      name: joinName(firstname, lastname),
      firstName: firstname,
      lastName: lastname,
      username,
      picture: profile_medium ?? large,
    }
  },
})
