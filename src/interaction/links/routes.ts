import Router from '@koa/router'
import { formBody } from '../../http/body.ts'
import { sameOrigin } from '../../http/same-origin.ts'
import type { Services } from '../../services.ts'
import { showNewPassword, showPasswordChanged, takeNewPassword } from './new-password.tsx'
import { recover, showRecover, showSent } from './recover.tsx'
import { showUnlock, unlock } from './unlock.tsx'
import { confirmVerifyLink, showVerifyLink } from './verify-link.tsx'

/** The pages behind the links of our mails, which may be opened in any browser. */
export function linkRoutes(services: Services): Router {
  const router = new Router({ sensitive: true })
  const form = [sameOrigin(services), formBody()] as const
  router.get('/recover', (ctx) => showRecover(services, ctx))
  router.post('/recover', ...form, (ctx) => recover(services, ctx))
  router.get('/recover/sent', (ctx) => showSent(services, ctx))
  router.get('/recover/done', (ctx) => showPasswordChanged(services, ctx))
  router.get('/recover/:token', (ctx) => showNewPassword(services, ctx))
  router.post('/recover/:token', ...form, (ctx) => takeNewPassword(services, ctx))
  router.get('/verify/:token', (ctx) => showVerifyLink(services, ctx))
  router.post('/verify/:token', ...form, (ctx) => confirmVerifyLink(services, ctx))
  router.get('/unlock/:token', (ctx) => showUnlock(services, ctx))
  router.post('/unlock/:token', ...form, (ctx) => unlock(services, ctx))
  return router
}
