import Router from '@koa/router'
import { formBody } from '../http/body.ts'
import { sameOrigin } from '../http/same-origin.ts'
import type { Services } from '../services.ts'
import { answerConsent, showConsent } from './consent.tsx'
import { restartExpired } from './expired.tsx'
import type { Requests } from './requests.ts'
import { showSignIn, signIn } from './sign-in.tsx'

/** The pages a person meets on the way into an application. */
export function interactionRoutes(services: Services, requests: Requests): Router {
  const router = new Router({ prefix: '/interaction/:uid' })
  router.use(restartExpired(services, requests), sameOrigin(services), formBody())
  router.get('/', async (ctx) => {
    const request = await requests.get(ctx, String(ctx.params['uid']))
    if (request.prompt.name === 'consent') return showConsent(services, ctx, request)
    return showSignIn(services, ctx, request)
  })
  router.post('/sign-in', (ctx) => signIn(services, requests, ctx))
  router.post('/consent', (ctx) => answerConsent(services, requests, ctx))
  return router
}
