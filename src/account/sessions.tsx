import { z } from 'zod'
import { accountPaths } from '../../views/account/paths.ts'
import { Sessions } from '../../views/account/sessions.tsx'
import { endSignIn } from '../core/sessions/browser/end-sign-in.ts'
import { deviceName } from '../core/sign-in/device-name.ts'
import type { Member } from '../http/own-pages/enter.ts'
import { goTo, saved, show, wasSaved } from '../http/own-pages/show.ts'
import { validate } from '../http/validate.ts'

const one = z.object({ session: z.string().max(100) })

/** Where the account is signed in. */
export async function showSessions(member: Member): Promise<void> {
  const { services, user, session } = member
  const signIns = await services.store.signIns.listByUser(user.id, services.clock.now())
  const sessions = signIns.map((signIn) => ({
    id: signIn.id,
    device: deviceName(signIn.userAgent) ?? signIn.userAgent ?? '?',
    place: signIn.ipPrefix ?? undefined,
    startedAt: signIn.createdAt,
    seenAt: signIn.lastSeenAt,
    current: signIn.uidDigest === session.uidDigest,
  }))
  show(member, <Sessions sessions={sessions} saved={wasSaved(member)} />)
}

/** Ends one of them, wherever that browser is. */
export async function endOne(member: Member): Promise<void> {
  const { services, ctx, user, visit } = member
  const { session } = validate(one, ctx.request.body)
  await endSignIn(services, { userId: user.id, id: session, ip: visit.ip })
  saved(member, accountPaths.sessions)
}

/** Ends all but this one. */
export async function endOthers(member: Member): Promise<void> {
  const { services, user, session, visit } = member
  const signIns = await services.store.signIns.listByUser(user.id, services.clock.now())
  for (const { id, uidDigest } of signIns) {
    if (uidDigest !== session.uidDigest) await endSignIn(services, { userId: user.id, id, ip: visit.ip })
  }
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
