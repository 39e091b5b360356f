import type { Interaction } from 'oidc-provider'
import { z } from 'zod'
import type { Services } from '../../services.ts'

export interface AskedConsent {
  readonly scopes: readonly string[]
  readonly resourceScopes: Readonly<Record<string, readonly string[]>>
}

const scopeList = z.array(z.object({ scope: z.string() }))

/** What a person is asked to allow: what they have not allowed yet, or with `prompt=consent` all that is requested. */
export async function askedConsent({ store }: Services, { prompt, params }: Interaction): Promise<AskedConsent> {
  const { missingOIDCScope = [], missingResourceScopes = {} } = prompt.details as {
    missingOIDCScope?: string[]
    missingResourceScopes?: Record<string, string[]>
  }
  if (!prompt.reasons.includes('consent_prompt')) {
    return { scopes: missingOIDCScope, resourceScopes: missingResourceScopes }
  }
  const asked = String(params['scope'] ?? '')
    .split(' ')
    .filter((scope) => scope !== '')
  const ofResources = await Promise.all(
    [params['resource'] ?? []].flat().map(async (identifier) => {
      const resource = await store.resources.findByIdentifier(String(identifier))
      const known = scopeList.parse(resource?.scopes ?? []).map(({ scope }) => scope)
      return [String(identifier), asked.filter((scope) => known.includes(scope))] as const
    }),
  )
  const elsewhere = new Set(ofResources.flatMap(([, scopes]) => scopes))
  // Scopes that some application has as its own are the engine's as well.
  const scopes = new Set([...missingOIDCScope, ...asked.filter((scope) => !elsewhere.has(scope))])
  return { scopes: [...scopes], resourceScopes: Object.fromEntries(ofResources) }
}
