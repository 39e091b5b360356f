import { ConfirmAct } from '../../../../views/admin/act.tsx'
import { addressOf, adminPaths } from '../../../../views/admin/paths.ts'
import { ShownSecret } from '../../../../views/admin/shown-secret.tsx'
import { rotateClientSecret } from '../../../core/clients/rotate-client-secret.ts'
import { goTo, show } from '../../../http/own-pages/show.ts'
import type { Operator } from '../../access.ts'
import { keepToShow, takeToShow } from '../show-once.ts'
import { getApplication } from './get-application.ts'

/** Asks before the old secret stops working. */
export async function askSecret(operator: Operator): Promise<void> {
  const { id, name } = await getApplication(operator)
  const [action, back] = [addressOf(adminPaths.applications, id, 'secret'), addressOf(adminPaths.applications, id)]
  show(operator, <ConfirmAct act="renew-secret" {...{ name, action, back }} />)
}

/** Makes a new one. */
export async function renewSecret(operator: Operator): Promise<void> {
  const { services, by } = operator
  const { id } = await getApplication(operator)
  const { secret = '' } = await rotateClientSecret(services, { id, by })
  const query = await keepToShow(operator, { of: id, secret })
  goTo(operator, addressOf(adminPaths.applications, id, 'shown') + query)
}

/** Shows a secret once; who comes again finds the application. */
export async function showSecret(operator: Operator): Promise<void> {
  const { id, name, clientId } = await getApplication(operator)
  const back = addressOf(adminPaths.applications, id)
  const secret = await takeToShow(operator, id)
  if (secret === undefined) return goTo(operator, back)
  show(operator, <ShownSecret section="applications" {...{ name, clientId, secret, back }} />)
}
