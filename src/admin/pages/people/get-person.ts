import { AppError } from '../../../errors.ts'
import type { User } from '../../../store/users.ts'
import type { Operator } from '../../access.ts'

/** The person this page is about. */
export async function getPerson({ services, ctx }: Operator): Promise<User> {
  const user = await services.store.users.find(String(ctx.params['id']))
  if (!user) throw new AppError('page.unknown')
  return user
}
