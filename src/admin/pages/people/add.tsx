import { z } from 'zod'
import { addressOf, adminPaths } from '../../../../views/admin/paths.ts'
import { NewPerson } from '../../../../views/admin/people/new.tsx'
import { addUser } from '../../../core/users/administration/add-user.ts'
import { sendRecovery } from '../../../core/users/administration/send-recovery.ts'
import { splitName } from '../../../core/users/profile/split-name.ts'
import { AppError } from '../../../errors.ts'
import { boxField, emailField, nameField, usernameField } from '../../../http/fields.ts'
import { saved, show, typed } from '../../../http/own-pages/show.ts'
import { validate } from '../../../http/validate.ts'
import type { Operator } from '../../access.ts'

const newPerson = z.object({ email: emailField, name: nameField, username: usernameField, send: boxField })

/** The form for a new person. */
export function showNewPerson(operator: Operator): void {
  show(operator, <NewPerson email="" name="" username="" send />)
}

/** Creates the account; its address counts as proven once the mail's link was used. */
export async function addPerson(operator: Operator): Promise<void> {
  const { services, ctx, by, visit } = operator
  try {
    const { email, name, username, send } = validate(newPerson, ctx.request.body)
    const person = {
      emails: [{ address: email, verified: false }],
      username: username || undefined,
      ...splitName(name),
    }
    const { id } = await addUser(services, { person, by })
    if (send !== undefined) await sendRecovery(services, { id, by, visit })
    saved(operator, addressOf(adminPaths.people, id))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { send, ...texts } = typed(ctx, ['email', 'name', 'username', 'send'])
    show(operator, <NewPerson {...texts} send={send !== ''} problem={error} />, error)
  }
}
