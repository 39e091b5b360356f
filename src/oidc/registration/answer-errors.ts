import type Koa from 'koa'
import { errors } from 'oidc-provider'
import { z } from 'zod'
import { AppError } from '../../errors.ts'

const aboutRedirects = /redirect_uris?/

/** Answers what registration refuses in the words of RFC 7591 section 3.2.2. */
export function answerRegistrationErrors(): Koa.Middleware {
  return async function answerRegistrationErrors(ctx, next) {
    try {
      await next()
    } catch (error) {
      const refusal = refusalOf(error)
      if (!refusal) throw error
      ctx.status = refusal.status
      if (refusal.status === 401) ctx.set('WWW-Authenticate', `Bearer error="${refusal.error}"`)
      ctx.body = { error: refusal.error, error_description: refusal.error_description }
    }
  }
}

interface Refusal {
  readonly status: number
  readonly error: string
  readonly error_description: string | undefined
}

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof errors.OIDCProviderError) {
    return { status: error.statusCode, error: error.error, error_description: error.error_description }
  }
  if (error instanceof z.ZodError) {
    const [issue] = error.issues
    const member = String(issue?.path[0] ?? 'body')
    return metadataRefusal(member, `${member}: ${issue?.message}`)
  }
  if (!(error instanceof AppError) || error.status >= 413) return undefined
  const member = String(error.detail['field'] ?? 'body')
  return metadataRefusal(member, `${member}: ${error.detail['reason'] ?? error.code}`)
}

function metadataRefusal(member: string, description: string): Refusal {
  const error =
    aboutRedirects.test(member) && !member.startsWith('post_logout')
      ? 'invalid_redirect_uri'
      : 'invalid_client_metadata'
  return { status: 400, error, error_description: description }
}
