import type Koa from 'koa'
import { errors } from 'oidc-provider'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { refusalOf } from '../../http/errors.tsx'
import type { Services } from '../../services.ts'

const aboutRedirects = /redirect_uris?/

/** Answers what registration refuses in the words of RFC 7591 section 3.2.2, and what it cannot do now in those of RFC 6749. */
export function answerRegistrationErrors(services: Services): Koa.Middleware {
  return async function answerRegistrationErrors(ctx, next) {
    try {
      await next()
    } catch (error) {
      const refusal = registrationRefusal(error) ?? delay(services, error)
      if (!refusal) throw error
      ctx.status = refusal.status
      if (refusal.status === 401) ctx.set('WWW-Authenticate', `Bearer error="${refusal.error}"`)
      if (refusal.retryAfter !== undefined) ctx.set('Retry-After', String(refusal.retryAfter))
      ctx.body = { error: refusal.error, error_description: refusal.error_description }
    }
  }
}

interface Refusal {
  readonly status: number
  readonly error: string
  readonly error_description: string | undefined
  readonly retryAfter?: unknown
}

function registrationRefusal(error: unknown): Refusal | undefined {
  if (error instanceof errors.OIDCProviderError) {
    return { status: error.statusCode, error: error.error, error_description: error.error_description }
  }
  if (error instanceof z.ZodError) {
    const [issue] = error.issues
    const member = String(issue?.path[0] ?? 'body')
    return metadataRefusal(member, `${member} ${issue?.message}`)
  }
  if (!(error instanceof AppError) || error.status >= 413) return undefined
  const { field = 'body', reason = field === 'body' ? 'must be a JSON object' : 'is not valid' } = error.detail
  return metadataRefusal(String(field), `${field} ${reason}`)
}

function delay(services: Services, error: unknown): Refusal | undefined {
  const { code, status, detail } = refusalOf(services, error)
  if (code !== 'server.unavailable' && code !== 'rate.limited') return undefined
  const description = 'registration is not possible at the moment'
  return { status, error: 'temporarily_unavailable', error_description: description, retryAfter: detail['retryAfter'] }
}

function metadataRefusal(member: string, description: string): Refusal {
  const error =
    aboutRedirects.test(member) && !member.startsWith('post_logout')
      ? 'invalid_redirect_uri'
      : 'invalid_client_metadata'
  return { status: 400, error, error_description: description }
}
