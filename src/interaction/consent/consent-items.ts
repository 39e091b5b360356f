import { z } from 'zod'
import type { Services } from '../../services.ts'
import type { PendingRequest } from '../requests.ts'

// Told elsewhere on the page, or nothing a person would understand as a permission.
const untold = new Set(['openid', 'offline_access'])
const described = z.array(z.object({ scope: z.string(), description: z.string().nullish() }))

interface Item {
  readonly name: string
  readonly description?: string | undefined
}

/** What the consent page lists: scopes in words, those of each resource apart, and whether access outlives the visit. */
export async function consentItems({ store }: Services, { missing, client }: PendingRequest) {
  const custom = describedScopes((await store.clients.findByClientId(client.clientId))?.customScopes)
  const resources = await Promise.all(
    Object.entries(missing.resourceScopes).map(async ([identifier, names]) => {
      const resource = await store.resources.findByIdentifier(identifier)
      return { name: resource?.name ?? identifier, scopes: items(names, describedScopes(resource?.scopes)) }
    }),
  )
  const ofResources = new Set(Object.values(missing.resourceScopes).flat())
  return {
    scopes: items(missing.scopes, custom).filter(({ name }) => !untold.has(name) && !ofResources.has(name)),
    resources,
    offline: missing.scopes.includes('offline_access'),
  }
}

function items(names: readonly string[], descriptions: ReadonlyMap<string, string>): Item[] {
  return names.map((name) => ({ name, description: descriptions.get(name) }))
}

function describedScopes(value: unknown): ReadonlyMap<string, string> {
  const list = described.catch([]).parse(value ?? [])
  return new Map(list.flatMap(({ scope, description }) => (description ? [[scope, description] as const] : [])))
}
