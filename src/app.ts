import Koa from 'koa'
import mount from 'koa-mount'
import { accountRoutes } from './account/routes.ts'
import { apiRoutes } from './admin/api/routes.ts'
import { adminRoutes } from './admin/pages/routes.ts'
import { setupRoutes } from './admin/pages/setup.tsx'
import { cloudbase } from './dialects/cloudbase/routes.ts'
import { nhost } from './dialects/nhost/routes.ts'
import { prelude } from './dialects/prelude/routes.ts'
import { answerFailed } from './http/answer-failed.ts'
import { assets } from './http/assets.ts'
import { canonicalOrigin, fixOrigin } from './http/canonical-origin.ts'
import { clientLogo } from './http/client-logo.ts'
import { renderErrors } from './http/errors.tsx'
import { federationCallback } from './http/federation/callback.ts'
import { sharedCallback } from './http/federation/shared-callback.ts'
import { health, type Readiness } from './http/health.ts'
import { homePage } from './http/home.tsx'
import type { Metrics } from './http/metrics.ts'
import { pacePages } from './http/pace-pages.ts'
import { plainPath } from './http/plain-path.ts'
import { requestLog } from './http/request-log.ts'
import { securityHeaders } from './http/security-headers.ts'
import { theme } from './http/theme.ts'
import { when } from './http/when.ts'
import { linkRoutes } from './interaction/links/routes.ts'
import { interactionRoutes } from './interaction/routes.ts'
import { consentApi } from './oidc/authorization/consent-api.ts'
import { formRequests } from './oidc/authorization/form-requests.ts'
import { createRequests } from './oidc/authorization/requests.ts'
import { limitClientFailures } from './oidc/client-failures.ts'
import { cookieSigner, sessionCookie } from './oidc/cookies.ts'
import { userCodeInAddress } from './oidc/device/user-codes.ts'
import { endpoints, isProtocolPath } from './oidc/endpoints.ts'
import type { Engine } from './oidc/engine.ts'
import { endSession } from './oidc/logout/end-session.ts'
import { switchAccount } from './oidc/logout/switch-account.tsx'
import { answerFirst, createDocuments } from './oidc/metadata/documents.ts'
import { answerOutages } from './oidc/outages.ts'
import { ownForms } from './oidc/own-forms.ts'
import { createPageSessions } from './oidc/page-sessions.ts'
import { registrationRoutes } from './oidc/registration/routes.ts'
import { limitRequests } from './oidc/request-limits.ts'
import { routes } from './oidc/routes.ts'
import { revocationAnswer } from './oidc/tokens/revocation-answer.ts'
import { userinfo } from './oidc/tokens/userinfo/userinfo.ts'
import { refuseUnnamedClients } from './oidc/unnamed-clients.ts'
import type { Services } from './services.ts'
import { tryRoutes } from './try/routes.tsx'

export interface AppInput {
  readonly engine: Engine
  readonly instanceId: string
  readonly readiness: Readiness
  /** Counts requests, when the operator reads metrics. */
  readonly metrics?: Metrics | undefined
}

const dialects = [cloudbase, nhost, prelude]

/** Read it downwards: it is the path of a request. */
export function createApp(services: Services, input: AppInput): Koa {
  const { engine, instanceId, readiness, metrics } = input
  const app = new Koa()
  app.keys = cookieSigner(services.vault)
  const documents = createDocuments(services, engine)
  fixOrigin(app, services.issuer)
  app.on('error', answerFailed(services))

  if (metrics) app.use(metrics.middleware)
  app.use(requestLog(services))
  app.use(health(services, readiness)) // before the origin check: probes use the pod's address
  app.use(securityHeaders(services))
  app.use(renderErrors(services))
  app.use(canonicalOrigin(services))
  app.use(plainPath())
  app.use(pacePages(sessionCookie(services.issuer))) // a crowd that opens pages leaves time for everything else
  app.use(when((path) => !isProtocolPath(path), otherDoors(services, input)))
  app.use(endpoints()) // what follows is the protocol: no other path and method goes on
  app.use(ownForms(services))
  app.use(formRequests(services))
  app.use(when((path) => path.startsWith(routes.registration), registrationRoutes(services, engine).routes()))
  app.use(userinfo(services, engine, instanceId))
  app.use(documents.middleware)
  app.use(userCodeInAddress())
  app.use(endSession())
  app.use(switchAccount(services))
  app.use(revocationAnswer())
  app.use(refuseUnnamedClients(services))
  app.use(limitRequests(services))
  app.use(limitClientFailures(services))
  app.use(answerOutages())
  app.use(engine.middleware) // last: reads its own bodies, renders its own errors
  answerFirst(app, documents)
  return app
}

/** The doors beside the protocol; its own requests, by far the most, do not walk along them. */
function otherDoors(services: Services, { engine, instanceId }: AppInput): Koa.Middleware {
  const doors = new Koa()
  const sessions = createPageSessions(services, engine)
  const refreshEngine = () => engine.refresh()
  doors.use(assets())
  doors.use(theme(services))
  doors.use(clientLogo(services))
  doors.use(homePage(services, sessions))
  doors.use(setupRoutes(services, instanceId).routes())
  doors.use(sharedCallback(services, dialects))
  doors.use(federationCallback(services).routes())
  doors.use(interactionRoutes(services, createRequests(services, engine)).routes())
  doors.use(accountRoutes(services, sessions).routes())
  doors.use(adminRoutes(services, sessions, { refreshEngine }).routes())
  doors.use(linkRoutes(services).routes())
  doors.use(apiRoutes(services, { instanceId, refreshEngine }).routes())
  for (const dialect of dialects) doors.use(dialect.routes(services, { instanceId }).routes())
  if (services.config.loopback) doors.use(tryRoutes(services).routes())
  doors.use(consentApi(services, engine).routes())
  return mount(doors)
}
