import type { Provider, ProviderChoice, ProviderSettings } from './provider.ts'
import { apple } from './providers/apple.ts'
import { azuread } from './providers/azuread.ts'
import { bitbucket } from './providers/bitbucket.ts'
import { discord } from './providers/discord.ts'
import { entraid } from './providers/entraid.ts'
import { facebook } from './providers/facebook.ts'
import { github } from './providers/github.ts'
import { gitlab } from './providers/gitlab.ts'
import { google } from './providers/google.ts'
import { linkedin } from './providers/linkedin.ts'
import { oidc } from './providers/oidc.ts'
import { spotify } from './providers/spotify.ts'
import { strava } from './providers/strava.ts'
import { twitch } from './providers/twitch.ts'
import { twitter } from './providers/twitter.ts'
import { wechat } from './providers/wechat.ts'
import { windowslive } from './providers/windowslive.ts'
import { workos } from './providers/workos.ts'

/** Every provider we know by name; the order is the order of the buttons. */
export const catalog: readonly (Provider | ProviderChoice)[] = [
  google,
  apple,
  github,
  facebook,
  entraid,
  azuread,
  windowslive,
  linkedin,
  twitter,
  discord,
  gitlab,
  bitbucket,
  twitch,
  spotify,
  strava,
  wechat,
  workos,
]

/** The description that these settings ask for; an id outside the catalog is an OpenID provider with an issuer. */
export function describeProvider(id: string, settings: ProviderSettings): Provider | undefined {
  const entry = catalog.find((candidate) => candidate.id === id)
  if (entry) return 'choose' in entry ? entry.choose(settings) : entry
  return settings.issuer === undefined ? undefined : oidc({ id, label: id })
}
