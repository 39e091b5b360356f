import type Koa from 'koa'
import { AppError } from '../errors.ts'
import type { Services } from '../services.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Lets unsafe methods through only from our own pages: by `Sec-Fetch-Site`, else by `Origin`; scripts send neither. */
export function sameOrigin({ issuer }: Services): Koa.Middleware {
  return async function sameOrigin(ctx, next) {
    if (!safeMethods.has(ctx.method) && !fromOwnPage(ctx, issuer)) throw new AppError('origin.refused')
    await next()
  }
}

function fromOwnPage(ctx: Koa.Context, issuer: URL): boolean {
  const site = ctx.get('sec-fetch-site')
  const origin = ctx.get('origin')
  if (site !== '' && site !== 'same-origin' && site !== 'none') return false
  // A page that sends no referrer has its forms say "null"; where the form comes from is then said by the other header.
  if (site === 'same-origin' && origin === 'null') return true
  // A browser always names the origin of a form; what names none has no cookie that a stranger could ride on.
  return origin === '' || origin === issuer.origin
}
