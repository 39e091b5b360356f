import { configureProvider } from '../../../core/federation/settings/configure-provider.ts'
import { type DescribedProvider, describeProviders } from '../../../core/federation/settings/describe-providers.ts'
import { removeProvider } from '../../../core/federation/settings/remove-provider.ts'
import { AppError } from '../../../errors.ts'
import { type Call, endpoint } from '../edge/endpoint.ts'
import { providerBody, settingsJson, settingsOf } from './provider-settings.ts'

const collection = '/v1/providers'
const member = `${collection}/:id`

const list = endpoint({
  method: 'get',
  path: collection,
  summary: 'List the providers people can sign in with, or could',
  async run({ services }) {
    const all = await describeProviders(services)
    return { data: all.map(providerJson), total_count: all.length }
  },
})

const get = endpoint({
  method: 'get',
  path: member,
  summary: 'Get a provider',
  run: async ({ services, id }) => providerJson(await described(services, id)),
})

const configure = endpoint({
  method: 'put',
  path: member,
  summary: 'Configure a provider, one of your own as oidc_<name> with its issuer; secrets left out stay as they are',
  body: providerBody,
  async run({ services, id, body, by }) {
    const { client_secret: clientSecret, private_key: privateKey, consumer_secret: consumerSecret } = body
    const secrets = Object.entries({ clientSecret, privateKey, consumerSecret }).filter(
      ([, secret]) => secret !== undefined,
    )
    await configureProvider(services, {
      id,
      label: body.label ?? undefined,
      enabled: body.enabled,
      secrets: Object.fromEntries(secrets),
      settings: { clientId: body.client_id, scopes: body.scopes, ...settingsOf(body.settings) },
      by,
    })
    return providerJson(await described(services, id))
  },
})

const remove = endpoint({
  method: 'delete',
  path: member,
  summary: 'Forget what was configured for a provider; what the environment says counts again',
  async run({ services, id, by }) {
    await removeProvider(services, { id, by })
    return { object: 'provider', id, deleted: true }
  },
})

async function described(services: Call['services'], id: string): Promise<DescribedProvider> {
  const provider = (await describeProviders(services)).find((candidate) => candidate.id === id)
  if (!provider) throw new AppError('resource.unknown', { id })
  return provider
}

function providerJson(provider: DescribedProvider) {
  return {
    object: 'provider',
    id: provider.id,
    label: provider.label,
    enabled: provider.enabled,
    set_by: provider.setBy ?? null,
    client_id: provider.clientId ?? null,
    has_secret: provider.hasSecret,
    scopes: provider.scopes,
    settings: settingsJson(provider.settings),
    updated_at: provider.updatedAt?.getTime() ?? null,
  }
}

/** Upstream providers. */
export const providerEndpoints = [list, get, configure, remove]
