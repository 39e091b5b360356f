import Router, { type RouterContext } from '@koa/router'
import { z } from 'zod'
import { adminPaths } from '../../../views/admin/paths.ts'
import type { Problem } from '../../../views/components/controls/problem.ts'
import { Setup } from '../../../views/pages/setup.tsx'
import { claimSetup, isSetUp } from '../../core/setup/first-administrator.ts'
import { AppError } from '../../errors.ts'
import { formBody } from '../../http/body.ts'
import { emailField, nameField } from '../../http/fields.ts'
import { page } from '../../http/page.tsx'
import { sameOrigin } from '../../http/same-origin.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'

const administrator = z.object({
  secret: z.string().max(200),
  email: emailField,
  name: nameField.optional(),
  password: z.string(),
})

/** The page behind the one-time setup link. */
export function setupRoutes(services: Services, instanceId: string): Router {
  const router = new Router({ prefix: '/setup', sensitive: true })
  router.use(sameOrigin(services), formBody())
  router.get('/', async (ctx) => {
    if (await isSetUp(services)) throw new AppError('setup.done')
    show(services, ctx, { secret: String(ctx.query['secret'] ?? '') })
  })
  router.post('/', async (ctx) => {
    const typed = z.record(z.string(), z.unknown()).catch({}).parse(ctx.request.body)
    try {
      await claimSetup(services, { ...validate(administrator, ctx.request.body), instanceId })
    } catch (error) {
      if (!(error instanceof AppError) || !['input.invalid', 'password.weak'].includes(error.code)) throw error
      return show(services, ctx, {
        secret: text(typed['secret']),
        email: text(typed['email']),
        name: text(typed['name']),
        problem: error,
      })
    }
    ctx.status = 303
    ctx.redirect(adminPaths.overview)
  })
  return router
}

interface Shown {
  readonly secret: string
  readonly email?: string
  readonly name?: string
  readonly problem?: Problem & { readonly status: number }
}

function show(services: Services, ctx: RouterContext, { secret, email, name, problem }: Shown): void {
  const view = (
    <Setup
      action="/setup"
      hidden={{ secret }}
      email={email}
      name={name}
      passwordMinimum={services.config.passwordMinLength}
      problem={problem}
    />
  )
  page(ctx, services, view, { status: problem?.status ?? 200 })
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
