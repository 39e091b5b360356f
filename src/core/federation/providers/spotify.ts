import { z } from 'zod'
import { id, text } from '../protocol/fields.ts'
import { defineProvider } from '../provider.ts'

const account = z.object({
  id,
  email: text,
  display_name: text,
  images: z.array(z.object({ url: text })).catch([]),
})

export const spotify = defineProvider({
  id: 'spotify',
  label: 'Spotify',
  protocol: 'oauth2',
  scopes: ['user-read-email', 'user-read-private'],
  clientAuthentication: 'basic',
  endpoints: {
    authorizationUrl: 'https://accounts.spotify.com/authorize',
    tokenUrl: 'https://accounts.spotify.com/api/token',
    profileUrl: 'https://api.spotify.com/v1/me',
  },
  identify(profile) {
    const { id: subject, email, display_name, images } = account.parse(profile)
    // Spotify's reference: "there is no proof that it actually belongs to the user".
    return { subject, email, emailVerified: false, name: display_name, picture: images[0]?.url }
  },
})
