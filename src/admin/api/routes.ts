import Router from '@koa/router'
import type { Services } from '../../services.ts'
import { applicationEndpoints } from './applications/endpoints.ts'
import { answerErrors } from './edge/answer-errors.ts'
import type { Endpoint } from './edge/endpoint.ts'
import { serve } from './edge/serve.ts'
import { resourceEndpoints } from './resources/endpoints.ts'
import { userEndpoints } from './users/endpoints.ts'

const endpoints: readonly Endpoint[] = [...applicationEndpoints, ...userEndpoints, ...resourceEndpoints]

/** The backend API under `/v1`: every endpoint there is, each behind a key. */
export function apiRoutes(services: Services, { instanceId }: { instanceId: string }): Router {
  const router = new Router({ sensitive: true })
  const errors = answerErrors(services)
  for (const endpoint of endpoints)
    router[endpoint.method](endpoint.path, errors, serve(services, instanceId, endpoint))
  return router
}
