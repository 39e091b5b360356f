import { AppError } from '../../../errors.ts'
import type { Client } from '../../../store/clients.ts'
import type { Operator } from '../../access.ts'

/** The application this page is about. */
export async function getApplication({ services, ctx }: Operator): Promise<Client> {
  const client = await services.store.clients.find(String(ctx.params['id']))
  if (!client) throw new AppError('page.unknown')
  return client
}
