import { z } from 'zod'
import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import type { Consent } from '../../../store/consents.ts'

export interface Connection {
  readonly clientId: string
  readonly name: string
  readonly logoUrl: string | undefined
  readonly scopes: readonly { readonly name: string; readonly description?: string | undefined }[]
  /** May act while the person is away. */
  readonly offline: boolean
  readonly connectedAt: Date
  readonly usedAt: Date | undefined
}

const described = z.array(z.object({ scope: z.string(), description: z.string().nullish() })).catch([])
const perResource = z.record(z.string(), z.array(z.string())).catch({})
// Told elsewhere, or nothing a person would understand as a permission.
const untold = new Set(['openid', 'offline_access'])

/** What a person lets which application do, the last changed first. */
export async function listConnections(services: Services, userId: UserId): Promise<readonly Connection[]> {
  const consents = await services.store.consents.listByUser(userId)
  return Promise.all(consents.map((consent) => connection(services, consent)))
}

async function connection({ store }: Services, consent: Consent): Promise<Connection> {
  const client = await store.clients.findByClientId(consent.clientId)
  const words = new Map(
    described.parse(client?.customScopes ?? []).map(({ scope, description }) => [scope, description]),
  )
  const atResources = Object.values(perResource.parse(consent.resourceScopes)).flat()
  const names = [...new Set([...consent.scopes, ...atResources])].filter((name) => !untold.has(name))
  return {
    clientId: consent.clientId,
    name: client?.name ?? URL.parse(consent.clientId)?.host ?? consent.clientId,
    logoUrl: client?.dynamicallyRegistered ? undefined : (client?.imageUrl ?? undefined),
    scopes: names.map((name) => ({ name, description: words.get(name) ?? undefined })),
    offline: consent.scopes.includes('offline_access'),
    connectedAt: consent.createdAt,
    usedAt: consent.lastUsedAt ?? undefined,
  }
}
