import type { Services } from '../../../services.ts'
import { describeProvider } from '../catalog.ts'

type Settings = Services['config']['social'][string]

/** Says in the log which providers the environment names without all that they need to sign anybody in. */
export function tellUnusable({ config, log }: Pick<Services, 'config' | 'log'>): void {
  for (const [id, settings] of Object.entries(config.social)) {
    const prefix = `SOCIAL_${id.toUpperCase()}`
    const provider = describeProvider(id, settings)
    if (!provider) {
      log.warn({ setting: `${prefix}_CLIENT_ID` }, 'no provider has this name')
      continue
    }
    for (const name of missing(settings, provider.requires))
      log.warn({ setting: `${prefix}_${inCapitals(name)}` }, 'nobody can sign in with this provider until this is set')
  }
}

// Where a provider does not say what it requires, it is the secret that belongs to the id.
function missing(settings: Settings, requires: readonly (keyof Settings)[] = ['clientSecret']): readonly string[] {
  return requires.filter((name) => settings[name] === undefined)
}

function inCapitals(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}
