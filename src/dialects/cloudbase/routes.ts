import Router from '@koa/router'
import { AppError } from '../../errors.ts'
import { jsonBody } from '../../http/body.ts'
import type { Services } from '../../services.ts'
import { answerPreflights, crossOrigin } from '../cross-origin.ts'
import type { Dialect, House } from '../dialect.ts'
import { bind, showMe, showProviders, unbind } from './account.ts'
import { showErrors } from './errors.ts'
import { giveProviderToken, giveUri, signIn } from './sign-in.ts'
import { introspect, refresh, revoke } from './tokens.ts'

const kitHeaders = [
  ...['Authorization', 'Content-Type', 'Accept', 'Accept-Language', 'X-Device-Id', 'X-Request-Id', 'X-SDK-Version'],
  ...['X-SeqId', 'X-TCB-Trace', 'X-TCB-Region'],
]

/** Tencent CloudBase Auth v1 (spec/cloudbase.md). */
export const cloudbase: Dialect = {
  name: 'cloudbase',
  routes(services: Services, house: House): Router {
    const router = new Router({ prefix: '/auth/v1', sensitive: true })
    // The API's own kit does not say that its bodies are JSON.
    const body = jsonBody({ unlabelled: true })
    router.use(crossOrigin(services, { allowHeaders: kitHeaders }), showErrors(services))

    router.get('/provider/uri', (ctx) => giveUri(services, ctx, house))
    router.post('/provider/token', body, (ctx) => giveProviderToken(services, ctx, house))
    router.post('/signin/with/provider', body, (ctx) => signIn(services, ctx, house))

    router.post('/token', body, (ctx) => refresh(services, ctx, house))
    router.post('/revoke', body, (ctx) => revoke(services, ctx, house))
    router.get('/token/introspect', (ctx) => introspect(services, ctx, house))

    router.get('/user/me', (ctx) => showMe(services, ctx, house))
    router.get('/user/provider', (ctx) => showProviders(services, ctx, house))
    router.post('/user/provider/bind', body, (ctx) => bind(services, ctx, house))
    router.delete('/user/provider/:provider_id', (ctx) => unbind(services, ctx, house))
    router.all('/*rest', () => {
      throw new AppError('page.unknown')
    })
    return answerPreflights(router)
  },
}
