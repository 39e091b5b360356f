import Router from '@koa/router'
import { adminPaths as at } from '../../../views/admin/paths.ts'
import { formBody } from '../../http/body.ts'
import { returnFromSignIn } from '../../http/own-pages/enter.ts'
import type { PageSessions } from '../../http/own-pages/page-sessions.ts'
import { sameOrigin } from '../../http/same-origin.ts'
import type { Services } from '../../services.ts'
import { adminDoor, operators, type Setting } from '../access.ts'
import { saveLogo } from './applications/logo.ts'
import { addApplicationPages } from './applications/routes.ts'
import { addKeyPages } from './keys/routes.ts'
import { showOverview } from './overview.tsx'
import { addPeoplePages } from './people/routes.ts'
import { addProviderPages } from './providers/routes.ts'
import { showAudit } from './record/audit.tsx'
import { sendAgain, showDeliveries, showMails, tellAgain } from './record/sendings.tsx'
import { saveApplicationSettings, saveSettings, showSettings } from './settings.tsx'

/** The administrators' pages; secrets, keys, roles and deletions want a fresh sign-in. */
export function adminRoutes(services: Services, sessions: PageSessions, setting: Setting): Router {
  const guards = operators(services, sessions, setting)
  const router = new Router({ sensitive: true })
  router.use(at.overview, sameOrigin(services))
  router.post(`${at.applications}/:id/logo`, guards.operator(saveLogo)) // a file, not a form
  router.use(at.overview, formBody())
  router.get('/admin/callback', returnFromSignIn(services, adminDoor))

  router.get(at.overview, guards.operator(showOverview))
  addPeoplePages(router, guards)
  addApplicationPages(router, guards)
  addProviderPages(router, guards)
  router.get(
    at.settings,
    guards.operator((person) => showSettings(person)),
  )
  router.post(at.settings, guards.operator(saveSettings))
  router.post(at.applicationSettings, guards.operator(saveApplicationSettings))
  addKeyPages(router, guards)
  router.get(at.audit, guards.operator(showAudit))
  router.get(at.mails, guards.operator(showMails)).post(at.retryMail, guards.operator(sendAgain))
  router.get(at.deliveries, guards.operator(showDeliveries)).post(at.retryDelivery, guards.operator(tellAgain))
  return router
}
