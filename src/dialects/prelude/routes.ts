import Router from '@koa/router'
import { publishedKeys } from '../../core/tokens/published-keys.ts'
import { AppError } from '../../errors.ts'
import { formBody, jsonBody } from '../../http/body.ts'
import { sameOrigin } from '../../http/same-origin.ts'
import type { Services } from '../../services.ts'
import { answerPreflights, crossOrigin } from '../cross-origin.ts'
import type { Dialect, House } from '../dialect.ts'
import { showSecondStep, takeSecondStep } from '../second-step.tsx'
import { checkCode, sendCode, sendCodeAgain } from './codes.ts'
import { showErrors } from './errors.ts'
import { finalize, list, refresh, revoke, revokeMine } from './sessions.ts'
import { callbackPath, finishSignIn, secondStep, startSignIn } from './sign-in.ts'

// What the kits send and read (spec/prelude.md B.5).
const headers = {
  allowHeaders: [
    ...['Content-Type', 'Accept', 'DPoP', 'Authorization', 'X-Refresh-Token', 'X-Verification-Token', 'X-Device-Id'],
    ...['User-Agent', 'X-SDK-User-Agent'],
  ],
  exposeHeaders: ['X-Refresh-Token', 'X-Refresh-Token-Expires-At', 'X-Verification-Token', 'DPoP-Nonce', 'Date'],
}

const prefix = '/v1/session'

/** Prelude Session (spec/prelude.md). */
export const prelude: Dialect = {
  name: 'prelude',
  callbackPath,
  routes(services: Services, house: House): Router {
    const router = new Router({ prefix, sensitive: true })
    const stepPath = secondStep.path.slice(prefix.length)
    router.get(stepPath, (ctx) => showSecondStep(services, ctx, secondStep))
    router.post(stepPath, sameOrigin(services), formBody(), (ctx) => takeSecondStep(services, ctx, secondStep))

    // The page for people comes before; what follows is for programs.
    router.use(crossOrigin(services, headers), showErrors(services))

    router.post('/login/oauth/:provider/authorize', jsonBody(), (ctx) => startSignIn(services, ctx))
    router.get('/login/oauth/:provider/callback', (ctx) => finishSignIn(services, ctx))
    router.post('/login/oauth/:provider/callback', (ctx) => finishSignIn(services, ctx))
    router.post('/login/finalize', jsonBody(), (ctx) => finalize(services, ctx, house))

    router.post('/otp', jsonBody(), (ctx) => sendCode(services, ctx, house))
    router.post('/otp/check', jsonBody(), (ctx) => checkCode(services, ctx, house))
    router.post('/otp/retry', (ctx) => sendCodeAgain(services, ctx, house))

    router.post('/refresh', (ctx) => refresh(services, ctx, house))
    router.post('/revoke', (ctx) => revoke(services, ctx, house))
    router.get('/me/list', (ctx) => list(services, ctx))
    router.post('/me/revoke', (ctx) => revokeMine(services, ctx))

    router.get('/.well-known/jwks.json', async (ctx) => {
      ctx.set('Cache-Control', 'public, max-age=600')
      ctx.body = { keys: await publishedKeys(services, 'EdDSA') }
    })
    // There is no step-up here, so there is no key for it.
    router.get('/.well-known/step-up-jwks.json', (ctx) => {
      ctx.body = { keys: [] }
    })
    router.all('/*rest', () => {
      throw new AppError('page.unknown')
    })
    return answerPreflights(router)
  },
}
