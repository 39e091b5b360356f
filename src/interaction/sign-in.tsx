import type { RouterContext } from '@koa/router'
import { z } from 'zod'
import type { Problem } from '../../views/components/controls/problem.ts'
import { SignIn } from '../../views/interaction/sign-in.tsx'
import { verifyPassword } from '../core/users/verify-password.ts'
import { AppError } from '../errors.ts'
import { page } from '../http/page.tsx'
import { validate } from '../http/validate.ts'
import { visitOf } from '../http/visit.ts'
import type { Services } from '../services.ts'
import { askedLocales } from './asked-locales.ts'
import type { PendingRequest, Requests } from './requests.ts'

const credentials = z.object({
  identifier: z.string().max(320),
  password: z.string(),
  remember: z.literal('true').optional(),
})

/** The sign-in page of a request. */
export function showSignIn(services: Services, ctx: RouterContext, request: PendingRequest, again: Again = {}): void {
  const { uid, client, params } = request
  const hint = typeof params['login_hint'] === 'string' ? params['login_hint'] : undefined
  const view = (
    <SignIn
      action={`/interaction/${uid}/sign-in`}
      client={client}
      identifier={again.identifier ?? hint}
      remember={again.remember ?? false}
      problem={again.problem}
    />
  )
  page(ctx, services, view, {
    status: again.problem?.status ?? 200,
    locales: askedLocales(request),
    clientId: client.clientId,
  })
}

interface Again {
  readonly identifier?: string
  readonly remember?: boolean
  readonly problem?: Problem & { readonly status: number }
}

/** Takes user name and password; a refusal shows the page again with what was typed, but for the password. */
export async function signIn(services: Services, requests: Requests, ctx: RouterContext): Promise<void> {
  const request = await requests.get(ctx, String(ctx.params['uid']))
  const { identifier, password, remember } = validate(credentials, ctx.request.body)
  try {
    const user = await verifyPassword(services, { identifier, password, visit: visitOf(ctx, askedLocales(request)) })
    const result = { userId: user.id, methods: ['pwd'], acr: 'urn:latchkey:pwd', remember: remember === 'true' }
    ctx.status = 303
    ctx.redirect(await requests.signIn(ctx, request.uid, result))
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'sign-in.restart') throw error
    if (typeof error.detail['retryAfter'] === 'number') ctx.set('Retry-After', String(error.detail['retryAfter']))
    showSignIn(services, ctx, request, { identifier, remember: remember === 'true', problem: error })
  }
}
