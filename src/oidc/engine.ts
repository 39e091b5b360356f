import type Koa from 'koa'
import mount from 'koa-mount'
import type Provider from 'oidc-provider'
import type { Client } from 'oidc-provider'
import { createEventBuffer, type EventBuffer } from '../core/audit/event-buffer.ts'
import { type OAuthSettings, oauthSettings } from '../core/clients/oauth-settings.ts'
import { currentKeys, type PrivateKey } from '../core/keys/current-keys.ts'
import { identityVault, instanceSecret } from '../core/keys/instance-secret.ts'
import { digest } from '../kit/secrets.ts'
import type { Services } from '../services.ts'
import { customScopes } from './custom-scopes.ts'
import { observe } from './events.ts'
import { createProvider, type ProviderInput } from './provider.ts'
import { subject } from './tokens/subjects.ts'

/** The protocol engine of the moment; it is built anew when what it is made of changes, since it copies its configuration. */
export interface Engine {
  /** The provider now; ask again for each request. */
  current(): Provider
  now(): Date
  /** The keys it signs with, those that sign first. */
  keys(): readonly PrivateKey[]
  /** What an administrator has decided about applications. */
  settings(): OAuthSettings
  /** How an application knows a person: by our id, or by one of its own. */
  subject(accountId: string, client: Client): string
  /** Looks whether keys, scopes or settings have changed, on this replica or another, and swaps the provider if so. */
  refresh(): Promise<void>
  /** Writes events that wait to be written. */
  flush(): Promise<void>
  readonly middleware: Koa.Middleware
}

/** Builds the engine from what the database holds. */
export async function createEngine(services: Services): Promise<Engine> {
  const events = createEventBuffer(services)
  let state = build(services, await load(services), events)
  return {
    current: () => state.provider,
    now: () => services.clock.now(),
    keys: () => state.input.keys,
    settings: () => state.input.settings,
    subject: (accountId, client) => subject(state.identity, accountId, client),
    async refresh() {
      const input = await load(services)
      if (fingerprint(input) !== state.fingerprint) state = build(services, input, events)
    },
    flush: () => events.flush(),
    middleware: (ctx, next) => state.middleware(ctx, next),
  }
}

function build(services: Services, input: ProviderInput, events: EventBuffer) {
  const provider = createProvider(services, input)
  observe(provider, services, events)
  const identity = identityVault(input.secret)
  return { provider, input, identity, fingerprint: fingerprint(input), middleware: mount(provider) }
}

async function load(services: Services): Promise<ProviderInput> {
  return {
    keys: await currentKeys(services),
    customScopes: await customScopes(services),
    secret: await instanceSecret(services),
    settings: await oauthSettings(services),
  }
}

function fingerprint({ keys, ...others }: ProviderInput): string {
  return digest(JSON.stringify([keys.map(({ kid, state }) => [kid, state]), others]))
}
