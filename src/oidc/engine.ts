import mount from 'koa-mount'
import type Koa from 'koa'
import type Provider from 'oidc-provider'
import { currentKeys, type PrivateKey } from '../core/keys/current-keys.ts'
import { digest } from '../kit/secrets.ts'
import type { Services } from '../services.ts'
import { customScopes } from './custom-scopes.ts'
import { createProvider, type ProviderInput } from './provider.ts'

/** The protocol engine of the moment; it is built anew when keys or scopes change, since it copies its configuration. */
export interface Engine {
  /** The provider now; ask again for each request. */
  current(): Provider
  now(): Date
  /** The keys it signs with, those that sign first. */
  keys(): readonly PrivateKey[]
  /** Looks whether keys or scopes have changed, on this replica or another, and swaps the provider if so. */
  refresh(): Promise<void>
  readonly middleware: Koa.Middleware
}

/** Builds the engine from what the database holds. */
export async function createEngine(services: Services): Promise<Engine> {
  let state = build(services, await load(services))
  return {
    current: () => state.provider,
    now: () => services.clock.now(),
    keys: () => state.input.keys,
    async refresh() {
      const input = await load(services)
      if (fingerprint(input) !== state.fingerprint) state = build(services, input)
    },
    middleware: (ctx, next) => state.middleware(ctx, next),
  }
}

function build(services: Services, input: ProviderInput) {
  const provider = createProvider(services, input)
  return { provider, input, fingerprint: fingerprint(input), middleware: mount(provider) }
}

async function load(services: Services): Promise<ProviderInput> {
  return { keys: await currentKeys(services), customScopes: await customScopes(services) }
}

function fingerprint({ keys, customScopes }: ProviderInput): string {
  return digest(JSON.stringify([keys.map(({ kid, state }) => [kid, state]), customScopes]))
}
