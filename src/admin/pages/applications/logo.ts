import { addressOf, adminPaths } from '../../../../views/admin/paths.ts'
import { logoMaxBytes, setClientLogo } from '../../../core/clients/set-client-logo.ts'
import { updateClient } from '../../../core/clients/update-client.ts'
import { AppError } from '../../../errors.ts'
import { saved } from '../../../http/own-pages/show.ts'
import type { Operator } from '../../access.ts'
import { readFile } from '../../api/edge/read-file.ts'
import { showApplication } from './application.tsx'
import { getApplication } from './get-application.ts'

/** Keeps a picture. */
export async function saveLogo(operator: Operator): Promise<void> {
  const { services, ctx, by } = operator
  const { id } = await getApplication(operator)
  try {
    await setClientLogo(services, { id, bytes: await readFile(ctx, logoMaxBytes), by })
    saved(operator, addressOf(adminPaths.applications, id))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    ctx.request.body = {}
    await showApplication(operator, error)
  }
}

/** Takes it away. */
export async function removeLogo(operator: Operator): Promise<void> {
  const { services, by } = operator
  const { id } = await getApplication(operator)
  await updateClient(services, { id, change: { imageUrl: null }, by })
  saved(operator, addressOf(adminPaths.applications, id))
}
