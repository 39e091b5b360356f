import { z } from 'zod'
import { addressOf, adminPaths } from '../../../../views/admin/paths.ts'
import { endSignIn } from '../../../core/sessions/browser/end-sign-in.ts'
import { unbanUsers } from '../../../core/users/administration/ban-users.ts'
import { unlockUser } from '../../../core/users/administration/lock-user.ts'
import { sendRecovery } from '../../../core/users/administration/send-recovery.ts'
import { saved } from '../../../http/own-pages/show.ts'
import { validate } from '../../../http/validate.ts'
import type { User } from '../../../store/users.ts'
import type { Operator } from '../../access.ts'
import { doAndReturn } from './person.tsx'

const one = z.object({ of: z.string().max(100) })

/** Lets a banned person in again. */
export const unban = (operator: Operator) =>
  perform(operator, ({ id }) => unbanUsers(operator.services, { ids: [id], by: operator.by }))

/** Ends a lock before its time. */
export const unlock = (operator: Operator) =>
  perform(operator, ({ id }) => unlockUser(operator.services, { id, by: operator.by }))

/** Mails the person a link to a new password. */
export const sendRecoveryMail = (operator: Operator) =>
  perform(operator, ({ id }) => sendRecovery(operator.services, { id, by: operator.by, visit: operator.visit }))

/** Signs one of their browsers out. */
export const endSession = (operator: Operator) =>
  perform(operator, ({ id: userId }) => {
    const { of: id } = validate(one, operator.ctx.request.body)
    return endSignIn(operator.services, { userId, id, by: operator.by })
  })

// What helps a person needs no second look.
async function perform(operator: Operator, deed: (user: User) => Promise<unknown>): Promise<void> {
  const done = await doAndReturn(operator, deed)
  if (done) saved(operator, addressOf(adminPaths.people, String(operator.ctx.params['id'])))
}
