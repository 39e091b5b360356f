import { AppError } from '../../../../errors.ts'
import type { UserId } from '../../../../kit/ids.ts'
import type { Services } from '../../../../services.ts'

/** Checks a person's password for an operator; `sign-in.refused` when it is wrong. */
export async function verifyUserPassword(
  { store, passwords }: Services,
  { id, password }: { readonly id: UserId; readonly password: string },
): Promise<void> {
  const { passwordHash } = await store.users.get(id)
  if (passwordHash === null) throw new AppError('password.absent')
  if (!(await passwords.verify(passwordHash, password))) throw new AppError('sign-in.refused')
}
