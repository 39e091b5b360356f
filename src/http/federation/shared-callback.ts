import type Koa from 'koa'
import { findStart } from '../../core/federation/find-start.ts'
import { isRefusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { type CallbackDoor, callbackPath } from './callback.ts'
import { answerParams } from './callback-params.ts'
import { sharedPath } from './callback-url.ts'

/** A door that takes providers' answers at addresses of its own. */
export interface AnsweredDoor {
  readonly name: string
  callbackPath?(provider: string): string
}

const pages: Readonly<Record<CallbackDoor, typeof callbackPath>> = { interaction: callbackPath, account: callbackPath }

/** Hands an answer at the address that all doors share to the door whose sign-in it is; the state tells which. */
export function sharedCallback(services: Services, doors: readonly AnsweredDoor[]): Koa.Middleware {
  const paths = new Map([
    ...Object.entries(pages),
    ...doors.flatMap(({ name, callbackPath }) => (callbackPath ? [[name, callbackPath] as const] : [])),
  ])
  return async function sharedCallback(ctx, next) {
    const provider = services.config.upstreamCallback === 'canonical' && sharedPath.exec(ctx.path)?.[1]
    if (provider) ctx.path = (await ownPath(services, ctx, paths, provider)) ?? ctx.path
    return next()
  }
}

async function ownPath(
  services: Services,
  ctx: Koa.Context,
  paths: ReadonlyMap<string, typeof callbackPath>,
  provider: string,
) {
  const key = await stateOf(ctx)
  const start = key ? await findStart(services, { key, provider }) : undefined
  return start && paths.get(start.door)?.(provider)
}

// What cannot be read is for a door to refuse, in its own words.
async function stateOf(ctx: Koa.Context): Promise<string | null> {
  try {
    return (await answerParams(ctx)).get('state')
  } catch (error) {
    if (isRefusal(error)) return null
    throw error
  }
}
