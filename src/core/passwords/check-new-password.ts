import { AppError } from '../../errors.ts'
import { passwordMaxBytes } from '../../kit/passwords.ts'
import type { Services } from '../../services.ts'
import { isBreachedPassword } from './rules/breached-password.ts'
import { isCommonPassword } from './rules/common-password.ts'
import { contextWords, isMadeOfContext } from './rules/context-words.ts'

export interface NewPassword {
  readonly password: string
  /** What an attacker knows of the person: address, name, user name. */
  readonly about: readonly (string | null | undefined)[]
}

const product = 'latchkey'

/**
 * Refuses a password that is easy to guess (security 6.6): length in code points after NFC, common ones, words of the
 * situation, known leaks. There are no rules of composition.
 */
export async function checkNewPassword(
  services: Pick<Services, 'branding' | 'config' | 'fetch' | 'issuer' | 'log'>,
  { password, about }: NewPassword,
): Promise<void> {
  const minimum = services.config.passwordMinLength
  const typed = password.normalize('NFC')
  if (Buffer.byteLength(password) > passwordMaxBytes) throw new AppError('password.weak', { reason: 'long' })
  if ([...typed].length < minimum) throw new AppError('password.weak', { reason: 'short', count: minimum })
  if (isCommonPassword(typed)) throw new AppError('password.weak', { reason: 'common' })
  const words = contextWords([product, services.branding.current().name, services.issuer.hostname, ...about])
  if (isMadeOfContext(typed, words)) throw new AppError('password.weak', { reason: 'context' })
  if (await isBreachedPassword(services, typed)) throw new AppError('password.weak', { reason: 'breached' })
}
