import { z } from 'zod'
import { accountPaths } from '../../views/account/paths.ts'
import { Sessions } from '../../views/account/sessions.tsx'
import { endSignIn } from '../core/sessions/browser/end-sign-in.ts'
import { closeAppSession, closeAppSessions } from '../core/sessions/close-session.ts'
import { listAppSessions } from '../core/sessions/list-sessions.ts'
import { deviceName } from '../core/sign-in/device-name.ts'
import type { Member } from '../http/own-pages/enter.ts'
import { goTo, saved, show, wasSaved } from '../http/own-pages/show.ts'
import { validate } from '../http/validate.ts'

const id = z.string().max(100)
const one = z.union([z.object({ session: id }), z.object({ appSession: id })])

/** Where the account is signed in: in browsers here, and in apps by the social sign-in APIs. */
export async function showSessions(member: Member): Promise<void> {
  const { services, user, session } = member
  const signIns = await services.store.signIns.listByUser(user.id, services.clock.now())
  const browsers = signIns.map((signIn) => ({
    id: signIn.id,
    device: deviceName(signIn.userAgent) ?? signIn.userAgent ?? '?',
    place: signIn.ipPrefix ?? undefined,
    startedAt: signIn.createdAt,
    seenAt: signIn.lastSeenAt,
    current: signIn.uidDigest === session.uidDigest,
  }))
  const apps = (await listAppSessions(services, user.id)).map((held) => ({
    app: true,
    id: held.id,
    device: held.deviceName ?? held.userAgent ?? '?',
    place: held.ipPrefix ?? undefined,
    startedAt: held.createdAt,
    seenAt: held.lastSeenAt,
    current: false,
  }))
  show(member, <Sessions sessions={[...browsers, ...apps]} saved={wasSaved(member)} />)
}

/** Ends one of them, wherever it is. */
export async function endOne(member: Member): Promise<void> {
  const { services, ctx, user, visit } = member
  const chosen = validate(one, ctx.request.body)
  if ('session' in chosen) await endSignIn(services, { userId: user.id, id: chosen.session, ip: visit.ip })
  else await closeAppSession(services, { userId: user.id, id: chosen.appSession })
  saved(member, accountPaths.sessions)
}

/** Ends all but this one. */
export async function endOthers(member: Member): Promise<void> {
  const { services, user, session, visit } = member
  const signIns = await services.store.signIns.listByUser(user.id, services.clock.now())
  for (const { id, uidDigest } of signIns) {
    if (uidDigest !== session.uidDigest) await endSignIn(services, { userId: user.id, id, ip: visit.ip })
  }
  await closeAppSessions(services, user.id)
  saved(member, accountPaths.sessions)
}

/** Signs this browser out. */
export async function signOut(member: Member): Promise<void> {
  const { services, user, session, visit } = member
  const signIns = await services.store.signIns.listByUser(user.id, services.clock.now())
  const own = signIns.find(({ uidDigest }) => uidDigest === session.uidDigest)
  if (own) await endSignIn(services, { userId: user.id, id: own.id, ip: visit.ip })
  goTo(member, '/')
}
