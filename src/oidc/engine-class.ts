import Provider, { type TokenEndpointGrantContext } from 'oidc-provider'
import type { Services } from '../services.ts'
import { deviceGrant, paceDevicePolls } from './device/device-polling.ts'
import { ruled } from './grant-types/grant-rules.ts'
import { holdingBack } from './held-answers.ts'
import { formPostPage } from './pages.tsx'

type ResponseMode = Parameters<Provider['registerResponseMode']>[1]
type Names = Parameters<Provider['registerGrantType']>[2]

/**
 * The engine with what its base constructor registers replaced, hence a class: our own form post page, no fragment mode,
 * which nobody needs for codes, rules of ours for grants, and a device grant that slows devices down.
 */
export function engineClass(services: Services): typeof Provider {
  const formPost = formPostPage(services)
  return class extends Provider {
    override registerResponseMode(name: string, handler: ResponseMode): void {
      if (name === 'fragment') return
      super.registerResponseMode(name, holdingBack(services, name === 'form_post' ? formPost : handler))
    }

    override registerGrantType<Params extends object>(
      name: string,
      handler: (ctx: TokenEndpointGrantContext<Params>) => Promise<void> | void,
      params?: Names,
      duplicates?: Names,
    ): void {
      const paced = name === deviceGrant ? paceDevicePolls(services, handler) : handler
      super.registerGrantType(name, ruled(services, name, paced), params, duplicates)
    }
  }
}
