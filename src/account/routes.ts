import Router from '@koa/router'
import { accountPaths as at } from '../../views/account/paths.ts'
import { formBody } from '../http/body.ts'
import { entrance, returnFromSignIn } from '../http/own-pages/enter.ts'
import type { PageSessions } from '../http/own-pages/page-sessions.ts'
import { sameOrigin } from '../http/same-origin.ts'
import type { Services } from '../services.ts'
import * as addresses from './addresses.tsx'
import * as apps from './apps.tsx'
import * as data from './data.tsx'
import * as logins from './logins.tsx'
import * as passkeys from './passkeys.tsx'
import { savePassword, showPassword } from './password.tsx'
import { saveProfile, showProfile } from './profile.tsx'
import * as factor from './second-factor.tsx'
import { showSecurity } from './security.tsx'
import * as sessions from './sessions.tsx'

const door = { home: at.profile }

/** The pages of a signed-in person; what would let somebody else take the account over wants a fresh sign-in. */
export function accountRoutes(services: Services, port: PageSessions): Router {
  const { member, fresh } = entrance(services, port, door)
  const router = new Router({ sensitive: true })
  router.use(at.profile, sameOrigin(services), formBody())
  router.get('/account/callback', returnFromSignIn(services, door))

  router.get(at.profile, member(showProfile)).post(at.profile, member(saveProfile))

  router.get(
    at.addresses,
    member((person) => addresses.showAddresses(person)),
  )
  router.post(at.addresses, fresh(addresses.add))
  router.post(at.addressSend, member(addresses.sendAgain))
  router.get(
    at.addressVerify,
    member((person) => addresses.showVerify(person)),
  )
  router.post(at.addressVerify, fresh(addresses.verify))
  router.post(at.addressPrimary, fresh(addresses.choosePrimary))
  router.get(at.addressRemove, fresh(addresses.askRemove)).post(at.addressRemove, fresh(addresses.remove))

  router.get(
    at.security,
    member((person) => showSecurity(person)),
  )
  router
    .get(
      at.password,
      fresh((person) => showPassword(person)),
    )
    .post(at.password, fresh(savePassword))
  router.post(at.passkeyOptions, fresh(passkeys.passkeyOptions)).post(at.passkeys, fresh(passkeys.add))
  router.get(
    at.passkeyRename,
    member((person) => passkeys.showRename(person)),
  )
  router.post(at.passkeyRename, member(passkeys.rename))
  router.get(at.passkeyRemove, fresh(passkeys.askRemove)).post(at.passkeyRemove, fresh(passkeys.remove))
  router
    .get(
      at.secondFactor,
      fresh((person) => factor.showEnrol(person)),
    )
    .post(at.secondFactor, fresh(factor.enrol))
  router.get(at.secondFactorRemove, fresh(factor.askRemove)).post(at.secondFactorRemove, fresh(factor.remove))
  router.post(at.recoveryCodes, fresh(factor.renewCodes))

  router.get(
    at.logins,
    member((person) => logins.showLogins(person)),
  )
  router.post(at.logins, fresh(logins.link)).get(at.loginLinked, fresh(logins.linked))
  router.get(at.loginUnlink, fresh(logins.askUnlink)).post(at.loginUnlink, fresh(logins.unlink))

  router.get(at.sessions, member(sessions.showSessions))
  router.post(at.sessionEnd, member(sessions.endOne)).post(at.sessionsEndOthers, member(sessions.endOthers))
  router.post(at.signOut, member(sessions.signOut))

  router.get(at.apps, member(apps.showApps))
  router.get(at.appDisconnect, member(apps.askDisconnect)).post(at.appDisconnect, member(apps.disconnect))

  router.get(at.data, member(data.showData)).get(at.download, fresh(data.download))
  router.get(at.delete, fresh(data.askDelete)).post(at.delete, fresh(data.deleteAccount))
  router.post(at.keep, member(data.keepAccount))
  return router
}
