import { ConfirmAct } from '../../../../views/admin/act.tsx'
import { SigningKeys } from '../../../../views/admin/keys/signing-keys.tsx'
import { addressOf, adminPaths } from '../../../../views/admin/paths.ts'
import { currentKeys } from '../../../core/keys/current-keys.ts'
import { revokeKey } from '../../../core/keys/revoke-key.ts'
import { publishLead, rotateKeys } from '../../../core/keys/rotate-keys.ts'
import { AppError } from '../../../errors.ts'
import { saved, show, wasSaved } from '../../../http/own-pages/show.ts'
import type { Operator } from '../../access.ts'

/** The keys that tokens are signed with; of each its public half has a name, nothing more is shown. */
export async function showSigningKeys(operator: Operator): Promise<void> {
  const keys = (await currentKeys(operator.services)).map(({ kid, alg, state }) => ({ kid, alg, state }))
  show(operator, <SigningKeys keys={keys} saved={wasSaved(operator)} />)
}

/** Asks before new keys are made. */
export function askRotate(operator: Operator): void {
  const { name } = operator.services.branding.current()
  const view = <ConfirmAct act="rotate-keys" name={name} action={adminPaths.rotateKeys} back={adminPaths.keys} />
  show(operator, view)
}

/** Makes new keys, which sign when clients know them. */
export async function rotate(operator: Operator): Promise<void> {
  await rotateKeys(operator.services, { lead: publishLead, by: operator.by })
  await operator.refreshEngine()
  saved(operator, adminPaths.keys)
}

/** Asks before a key counts no more. */
export async function askRevokeKey(operator: Operator): Promise<void> {
  const kid = String(operator.ctx.params['id'])
  if (!(await currentKeys(operator.services)).some((key) => key.kid === kid)) throw new AppError('page.unknown')
  const action = addressOf(adminPaths.keys, kid, 'revoke')
  show(operator, <ConfirmAct act="revoke-key" name={kid} action={action} back={adminPaths.keys} />)
}

/** Drops a key at once. */
export async function dropKey(operator: Operator): Promise<void> {
  await revokeKey(operator.services, { kid: String(operator.ctx.params['id']), by: operator.by })
  await operator.refreshEngine()
  saved(operator, adminPaths.keys)
}
