import { z } from 'zod'
import { type Act, ConfirmAct } from '../../../../views/admin/act.tsx'
import { addressOf, adminPaths } from '../../../../views/admin/paths.ts'
import { deleteClient } from '../../../core/clients/delete-client.ts'
import { updateClient } from '../../../core/clients/update-client.ts'
import { AppError } from '../../../errors.ts'
import { saved, show } from '../../../http/own-pages/show.ts'
import { validate } from '../../../http/validate.ts'
import type { Operator } from '../../access.ts'
import { getApplication } from './get-application.ts'

const typedName = z.object({ name: z.string().trim().max(400) })

/** Asks before an application is switched off. */
export const askDisable = (operator: Operator) => ask(operator, 'disable-application', 'disable')

/** Switches it off; its tokens end. */
export const disable = (operator: Operator) => change(operator, operator.services.clock.now())

/** Switches it on again. */
export const enable = (operator: Operator) => change(operator, null)

/** Asks before an application is gone for good; its name has to be typed. */
export const askDelete = (operator: Operator, problem?: AppError) =>
  ask(operator, 'delete-application', 'delete', problem)

/** Deletes it. */
export async function remove(operator: Operator): Promise<void> {
  const { services, ctx, by } = operator
  const { id, name } = await getApplication(operator)
  if (validate(typedName, ctx.request.body).name !== name.trim()) {
    return askDelete(operator, new AppError('input.invalid', { fields: { name: 'mismatch' } }))
  }
  await deleteClient(services, { id, by })
  saved(operator, adminPaths.applications)
}

async function ask(operator: Operator, act: Act, aspect: 'disable' | 'delete', problem?: AppError): Promise<void> {
  const { id, name } = await getApplication(operator)
  const [action, back] = [addressOf(adminPaths.applications, id, aspect), addressOf(adminPaths.applications, id)]
  show(operator, <ConfirmAct {...{ act, name, action, back, problem }} typeName={aspect === 'delete'} />, problem)
}

async function change(operator: Operator, disabledAt: Date | null): Promise<void> {
  const { services, by } = operator
  const { id } = await getApplication(operator)
  await updateClient(services, { id, change: { disabledAt }, by })
  saved(operator, addressOf(adminPaths.applications, id))
}
