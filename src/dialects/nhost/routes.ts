import Router from '@koa/router'
import { AppError } from '../../errors.ts'
import { formBody, jsonBody } from '../../http/body.ts'
import { sameOrigin } from '../../http/same-origin.ts'
import type { Services } from '../../services.ts'
import { answerPreflights, crossOrigin } from '../cross-origin.ts'
import type { Dialect } from '../dialect.ts'
import { showSecondStep, takeSecondStep } from '../second-step.tsx'
import { bearerOf } from './access.ts'
import { finishSignIn, secondStep } from './callback.ts'
import { showErrors } from './errors.ts'
import { userAnswer } from './responses.ts'
import { callbackPath, startSignIn } from './start.ts'
import { exchange, refresh, refreshProviderTokens, signOut, takeProviderTokens, verify } from './tokens.ts'
import { showVerification, verifyAddress } from './verify-address.tsx'

const kitHeaders = ['Authorization', 'Content-Type', 'Accept', 'X-Nhost-SDK', 'X-Hasura-Role']

/** Nhost Auth (spec/nhost.md). */
export const nhost: Dialect = {
  name: 'nhost',
  callbackPath,
  routes(services: Services): Router {
    const router = new Router({ sensitive: true })
    const provider = '/signin/provider/:provider'
    const ownPage = sameOrigin(services)
    router.get('/signin/verify', (ctx) => showVerification(services, ctx))
    router.post('/signin/verify', ownPage, (ctx) => verifyAddress(services, ctx))
    router.get(secondStep.path, (ctx) => showSecondStep(services, ctx, secondStep))
    router.post(secondStep.path, ownPage, formBody(), (ctx) => takeSecondStep(services, ctx, secondStep))

    // Pages for people come before; what follows is for programs.
    router.use(crossOrigin(services, { allowHeaders: kitHeaders }), showErrors(services))

    router.get(provider, (ctx) => startSignIn(services, ctx))
    router.get(`${provider}/callback`, (ctx) => finishSignIn(services, ctx))
    router.post(`${provider}/callback`, (ctx) => finishSignIn(services, ctx))
    router.get(`${provider}/callback/tokens`, (ctx) => takeProviderTokens(services, ctx))

    router.post('/token', jsonBody(), (ctx) => refresh(services, ctx))
    router.post('/token/exchange', jsonBody(), (ctx) => exchange(services, ctx))
    router.post('/token/verify', jsonBody(), (ctx) => verify(services, ctx))
    router.post('/token/provider/:provider', jsonBody(), (ctx) => refreshProviderTokens(services, ctx))
    router.get('/user', async (ctx) => {
      ctx.body = userAnswer(services, (await bearerOf(services, ctx)).user)
    })
    router.post('/signout', jsonBody(), (ctx) => signOut(services, ctx))
    router.all([provider, `${provider}/*rest`, '/token', '/token/*rest', '/user', '/signout'], () => {
      throw new AppError('page.unknown')
    })

    return answerPreflights(router)
  },
}
