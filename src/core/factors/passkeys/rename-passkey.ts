import { AppError } from '../../../errors.ts'
import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'

export interface RenamePasskey {
  readonly userId: UserId
  readonly passkeyId: string
  readonly name: string
}

/** Gives one of a person's passkeys another name. */
export async function renamePasskey({ store }: Services, { userId, passkeyId, name }: RenamePasskey): Promise<void> {
  if (!(await store.passkeys.rename(userId, passkeyId, name))) throw new AppError('factor.absent')
}
