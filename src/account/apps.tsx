import { z } from 'zod'
import { Apps } from '../../views/account/apps.tsx'
import { accountPaths } from '../../views/account/paths.ts'
import { ConfirmRemoval } from '../../views/account/removal.tsx'
import { withdrawConsent } from '../core/consents/withdraw-consent.ts'
import { listConnections } from '../core/users/account/list-connections.ts'
import { AppError } from '../errors.ts'
import type { Member } from '../http/own-pages/enter.ts'
import { saved, show, wasSaved } from '../http/own-pages/show.ts'
import { validate } from '../http/validate.ts'

const one = z.object({ client: z.string().max(2048) })

/** The applications and agents that may act for the person. */
export async function showApps(member: Member): Promise<void> {
  const { services, user } = member
  show(member, <Apps apps={await listConnections(services, user.id)} saved={wasSaved(member)} />)
}

/** Asks before an application is disconnected. */
export async function askDisconnect(member: Member): Promise<void> {
  const { services, ctx, user } = member
  const connections = await listConnections(services, user.id)
  const app = connections.find(({ clientId }) => clientId === ctx.query['client'])
  if (!app) throw new AppError('page.unknown')
  show(member, <ConfirmRemoval removal={{ kind: 'app', id: app.clientId, app: app.name }} />)
}

/** Takes back what it may do; its next call is refused. */
export async function disconnect(member: Member): Promise<void> {
  const { services, ctx, user, visit } = member
  await withdrawConsent(services, { userId: user.id, clientId: validate(one, ctx.request.body).client, ip: visit.ip })
  saved(member, accountPaths.apps)
}
