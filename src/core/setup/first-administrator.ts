import { AppError } from '../../errors.ts'
import { newUuid } from '../../kit/ids.ts'
import { equal } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'
import { recordEvent } from '../audit/record-event.ts'
import { checkNewPassword } from '../passwords/check-new-password.ts'
import { createUser } from '../users/register-user.ts'

export interface FirstAdministrator {
  readonly email: string
  readonly name?: string | undefined
  readonly password: string
}

const doneKey = 'setup.done'

/** Whether an administrator has ever been made here. */
export async function isSetUp({ store }: Services): Promise<boolean> {
  return (await store.settings.find(doneKey)) !== undefined
}

/** The secret of the setup link: the same at every start until it is used, and nowhere stored. */
export function setupSecret({ vault }: Pick<Services, 'vault'>, instanceId: string): string {
  return vault.mac('setup-link', instanceId)
}

/** Makes the first administrator for the holder of the setup link; `setup.done` when there has been one. */
export async function claimSetup(
  services: Services,
  input: FirstAdministrator & { secret: string; instanceId: string },
): Promise<User> {
  const known = services.vault.macs('setup-link', input.instanceId).some((secret) => equal(secret, input.secret))
  if (!known) throw new AppError('ticket.invalid')
  return makeFirstAdministrator(services, input)
}

/** Makes the first administrator; of several callers at once, one succeeds. */
export async function makeFirstAdministrator(
  services: Services,
  { email, name, password }: FirstAdministrator,
): Promise<User> {
  if (await isSetUp(services)) throw new AppError('setup.done')
  await checkNewPassword(services, { password, about: [email, name] })
  const passwordHash = await services.passwords.hash(password)
  return services.store.transaction(async (tx) => {
    const claim = newUuid()
    if ((await tx.settings.keep(doneKey, claim, services.clock.now())) !== claim) throw new AppError('setup.done')
    const [firstName, ...rest] = (name ?? '').trim().split(/\s+/)
    const user = await createUser(services, tx, {
      emails: [{ address: email, verified: true }],
      firstName: firstName || undefined,
      lastName: rest.join(' ') || undefined,
      passwordHash,
      isAdmin: true,
    })
    await recordEvent(
      { ...services, store: tx },
      { type: 'administrator.created', actor: { type: 'system' }, target: user.id },
    )
    return user
  })
}
