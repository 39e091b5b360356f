import type Koa from 'koa'
import type { Services } from '../services.ts'
import { routes } from './routes.ts'

const documents = new Set(['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'])

/** Adds to the engine's metadata what it cannot know, and takes out what we do not offer. */
export function discovery({ issuer }: Services): Koa.Middleware {
  return async function discovery(ctx, next) {
    await next()
    if (ctx.path === routes.jwks || documents.has(ctx.path)) ctx.set('Cache-Control', 'public, max-age=300')
    if (!documents.has(ctx.path) || ctx.status !== 200 || ctx.method === 'OPTIONS') return
    ctx.body = {
      // The engine's own body: a plain object.
      ...(ctx.body as Record<string, unknown>),
      userinfo_endpoint: `${issuer.origin}${routes.userinfo}`,
      response_modes_supported: ['query', 'form_post'],
      prompt_values_supported: ['none', 'login', 'consent', 'select_account', 'create'],
      frontchannel_logout_supported: false,
    }
  }
}
