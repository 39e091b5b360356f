import { z } from 'zod'
import { Data, DeleteAccount } from '../../views/account/data.tsx'
import { accountPaths } from '../../views/account/paths.ts'
import { exportData } from '../core/users/account/export-data.ts'
import { graceDays, leave, leavingDate, stay } from '../core/users/account/leave.ts'
import { boxField } from '../http/fields.ts'
import type { Member } from '../http/own-pages/enter.ts'
import { goTo, saved, show, wasSaved } from '../http/own-pages/show.ts'
import { validate } from '../http/validate.ts'

const decision = z.object({ understood: boxField })

/** What a person may do with all that is kept about them. */
export function showData(member: Member): void {
  const { deleteAfter } = member.user
  show(member, <Data graceDays={graceDays} deletesAt={deleteAfter ?? undefined} saved={wasSaved(member)} />)
}

/** All of it as a file. */
export async function download(member: Member): Promise<void> {
  const { services, ctx, user } = member
  ctx.attachment('latchkey-account.json')
  ctx.type = 'application/json'
  ctx.body = JSON.stringify(await exportData(services, user), null, 2)
}

/** Asks once more before the account goes. */
export function askDelete(member: Member): void {
  show(member, <DeleteAccount deletesAt={leavingDate(member.services)} />)
}

/** Gives the account up. */
export async function deleteAccount(member: Member): Promise<void> {
  const { services, ctx, user, session, visit } = member
  if (validate(decision, ctx.request.body).understood !== 'true') return askDelete(member)
  await leave(services, { user, keep: session.uidDigest, visit })
  goTo(member, accountPaths.data)
}

/** Takes that back. */
export async function keepAccount(member: Member): Promise<void> {
  const { services, user, visit } = member
  await stay(services, { user, visit })
  saved(member, accountPaths.data)
}
