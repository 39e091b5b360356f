import Koa from 'koa'
import { accountRoutes } from './account/routes.ts'
import { apiRoutes } from './admin/api/routes.ts'
import { setupRoutes } from './admin/pages/setup.tsx'
import { cloudbase } from './dialects/cloudbase/routes.ts'
import { nhost } from './dialects/nhost/routes.ts'
import { prelude } from './dialects/prelude/routes.ts'
import { assets } from './http/assets.ts'
import { canonicalOrigin, fixOrigin } from './http/canonical-origin.ts'
import { clientLogo } from './http/client-logo.ts'
import { renderErrors } from './http/errors.tsx'
import { federationCallback } from './http/federation/callback.ts'
import { health, type Readiness } from './http/health.ts'
import { homePage } from './http/home.tsx'
import type { Metrics } from './http/metrics.ts'
import { requestLog } from './http/request-log.ts'
import { securityHeaders } from './http/security-headers.ts'
import { theme } from './http/theme.ts'
import { linkRoutes } from './interaction/links/routes.ts'
import { interactionRoutes } from './interaction/routes.ts'
import { createAccountSessions } from './oidc/account-sessions.ts'
import { consentApi } from './oidc/authorization/consent-api.ts'
import { formRequests } from './oidc/authorization/form-requests.ts'
import { createRequests } from './oidc/authorization/requests.ts'
import { limitClientFailures } from './oidc/client-failures.ts'
import { cookieKeys } from './oidc/cookies.ts'
import { userCodeInAddress } from './oidc/device/user-codes.ts'
import { endpoints } from './oidc/endpoints.ts'
import type { Engine } from './oidc/engine.ts'
import { endSession } from './oidc/logout/end-session.ts'
import { switchAccount } from './oidc/logout/switch-account.tsx'
import { answerFirst, createDocuments } from './oidc/metadata/documents.ts'
import { answerOutages } from './oidc/outages.ts'
import { ownForms } from './oidc/own-forms.ts'
import { registrationRoutes } from './oidc/registration/routes.ts'
import { limitRequests } from './oidc/request-limits.ts'
import { revocationAnswer } from './oidc/tokens/revocation-answer.ts'
import { userinfo } from './oidc/tokens/userinfo.ts'
import type { Services } from './services.ts'
import { tryRoutes } from './try/routes.tsx'

export interface AppInput {
  readonly engine: Engine
  readonly instanceId: string
  readonly readiness: Readiness
  /** Counts requests, when the operator reads metrics. */
  readonly metrics?: Metrics | undefined
}

/** Read it downwards: it is the path of a request. */
export function createApp(services: Services, { engine, instanceId, readiness, metrics }: AppInput): Koa {
  const { config, issuer } = services
  const requests = createRequests(services, engine)
  const app = new Koa({ keys: [...cookieKeys(services.vault)] })
  const documents = createDocuments(services, engine)
  fixOrigin(app, issuer)
  app.on('error', (error: unknown) => services.log.error({ err: error }, 'answer failed'))

  if (metrics) app.use(metrics.middleware)
  app.use(requestLog(services))
  app.use(health(services, readiness)) // before the origin check: probes use the pod's address
  app.use(securityHeaders(services))
  app.use(renderErrors(services))
  app.use(canonicalOrigin(services))
  app.use(assets())
  app.use(theme(services))
  app.use(clientLogo(services))
  app.use(homePage(services))
  app.use(setupRoutes(services, instanceId).routes())
  app.use(federationCallback(services).routes())
  app.use(interactionRoutes(services, requests).routes())
  app.use(accountRoutes(services, createAccountSessions(services, engine)).routes())
  app.use(linkRoutes(services).routes())
  app.use(apiRoutes(services, { instanceId, refreshEngine: () => engine.refresh() }).routes())
  for (const dialect of [cloudbase, nhost, prelude]) app.use(dialect.routes(services, { instanceId }).routes())
  if (config.loopback) app.use(tryRoutes(services).routes())
  app.use(consentApi(services, engine).routes())
  app.use(endpoints()) // what follows is the protocol: no other path and method goes on
  app.use(ownForms(services))
  app.use(formRequests(services))
  app.use(registrationRoutes(services, engine).routes())
  app.use(userinfo(services, engine, instanceId))
  app.use(documents.middleware)
  app.use(userCodeInAddress())
  app.use(endSession())
  app.use(switchAccount(services))
  app.use(revocationAnswer())
  app.use(limitRequests(services))
  app.use(limitClientFailures(services))
  app.use(answerOutages())
  app.use(engine.middleware) // last: reads its own bodies, renders its own errors
  answerFirst(app, documents)
  return app
}
