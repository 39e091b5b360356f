import Router from '@koa/router'
import type { Services } from '../../services.ts'
import { applicationEndpoints } from './applications/endpoints.ts'
import { auditEndpoints } from './audit/endpoints.ts'
import { deliveryEndpoints } from './deliveries/endpoints.ts'
import { answerErrors } from './edge/answer-errors.ts'
import type { Endpoint } from './edge/endpoint.ts'
import { openApi } from './edge/open-api.ts'
import { refuseMethods } from './edge/refuse-methods.ts'
import { type Setting, serve } from './edge/serve.ts'
import { instanceSettingsEndpoints } from './instance/settings.ts'
import { apiKeyEndpoints } from './keys/api-keys.ts'
import { signingKeyEndpoints } from './keys/signing-keys.ts'
import { providerEndpoints } from './providers/endpoints.ts'
import { resourceEndpoints } from './resources/endpoints.ts'
import { userEndpoints } from './users/endpoints.ts'

const endpoints: readonly Endpoint[] = [
  ...applicationEndpoints,
  ...userEndpoints,
  ...resourceEndpoints,
  ...providerEndpoints,
  ...auditEndpoints,
  ...deliveryEndpoints,
  ...apiKeyEndpoints,
  ...signingKeyEndpoints,
  ...instanceSettingsEndpoints,
]

/** The backend API under `/v1`: every endpoint there is, each behind a key. */
export function apiRoutes(services: Services, setting: Setting): Router {
  const router = new Router({ sensitive: true })
  const errors = answerErrors(services)
  const all = [...endpoints, openApi(endpoints)]
  for (const endpoint of all) router[endpoint.method](endpoint.path, errors, serve(services, setting, endpoint))
  for (const [path, answer] of refuseMethods(all)) router.all(path, answer)
  return router
}
