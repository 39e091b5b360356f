import type Router from '@koa/router'
import type { Services } from '../services.ts'

/** A social sign-in API: another service's words for the operations of core. */
export interface Dialect {
  readonly name: string
  /** Where it takes a provider's answer, if it does not leave that to the app. */
  callbackPath?(provider: string): string
  routes(services: Services, house: House): Router
}

/** What a dialect may say of the installation it is part of. */
export interface House {
  readonly instanceId: string
}
