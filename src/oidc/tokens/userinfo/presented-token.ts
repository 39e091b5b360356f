import type Koa from 'koa'

/** How a request names its token: by one of two schemes, wrongly, twice, or not at all (RFC 6750 2, RFC 9449 7.1). */
export type PresentedToken =
  | { readonly kind: 'bearer' | 'dpop'; readonly token: string }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'twice' }
  | { readonly kind: 'none' }

const credentials = /^(Bearer|DPoP) +([\w.~+/-]+=*)$/i

/** Reads the access token of a request from its header or its form; a token in the address is not one. */
export function presentedToken(ctx: Koa.Context): PresentedToken {
  const header = ctx.get('authorization')
  const inForm = formToken(ctx)
  if (inForm !== undefined) {
    // RFC 6750 section 2: one method at a time.
    return header === '' && typeof inForm === 'string' ? { kind: 'bearer', token: inForm } : { kind: 'twice' }
  }
  // RFC 6750 section 3.1: another scheme is as good as nothing.
  if (!/^(Bearer|DPoP)( |$)/i.test(header)) return { kind: 'none' }
  const [, scheme, token] = credentials.exec(header) ?? []
  if (scheme === undefined || token === undefined) return { kind: 'malformed' }
  return { kind: scheme.toLowerCase() === 'dpop' ? 'dpop' : 'bearer', token }
}

function formToken(ctx: Koa.Context): unknown {
  const body = ctx.request.body
  return typeof body === 'object' && body !== null && 'access_token' in body ? body.access_token : undefined
}
