import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { checkRequestShape, type PickedRequest, type RawRequest } from './authorization/request-shape.ts'
import { disguised } from './tokens/structured-tokens.ts'

type Context = KoaContextWithOIDC['oidc'] & { readonly ctx: KoaContextWithOIDC }

const authorizationRoutes = new Set(['authorization', 'pushed_authorization_request'])

/** Has the engine hand us each request's parameters as it reads them. */
export function readRequests(provider: Provider): void {
  // The engine's types have the class of its contexts, but not as a member of the provider.
  const { OIDCContext } = provider as unknown as { OIDCContext: new (ctx: KoaContextWithOIDC) => Context }
  class RequestContext extends OIDCContext {}
  onAssignment<RawRequest>(RequestContext, 'body', ({ route }, form) => {
    const token = route === 'introspection' ? form['token'] : undefined
    return typeof token === 'string' ? { ...form, token: disguised(token) } : form
  })
  onAssignment<PickedRequest>(RequestContext, 'params', ({ route, ctx, body }, params) => {
    if (authorizationRoutes.has(route))
      checkRequestShape((ctx.method === 'POST' ? body : ctx.query) as RawRequest, params)
    return params
  })
  Object.defineProperty(provider, 'OIDCContext', { value: RequestContext })
}

/** Looks at what the engine assigns to a member of its contexts, and has the last word; a refusal leaves it in place. */
function onAssignment<Value>(
  { prototype }: { prototype: object },
  member: string,
  look: (context: Context, value: Value) => Value,
): void {
  const values = new WeakMap<object, Value>()
  Object.defineProperty(prototype, member, {
    get(this: Context) {
      return values.get(this)
    },
    set(this: Context, value: Value) {
      values.set(this, value)
      values.set(this, look(this, value))
    },
  })
}
