import type Koa from 'koa'
import type { Services } from '../services.ts'

/** The policy of our pages; `script-src` is always named, since the protocol engine adds to it (design 3.2, trap 5). */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: https:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
].join(';')

const fixedHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // "no-referrer" would make browsers send "Origin: null" with our own forms (spec/clerk.md A.1.10).
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)',
  'Cache-Control': 'no-store',
} as const

/** Headers of every answer, set before the doors so that one of them may say otherwise. */
export function securityHeaders({ issuer }: Services): Koa.Middleware {
  const secure = issuer.protocol === 'https:'
  return async function securityHeaders(ctx, next) {
    ctx.set(fixedHeaders)
    if (secure) ctx.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
    await next()
  }
}
