import { AppError } from '../../errors.ts'
import { passwordMaxBytes } from '../../kit/passwords.ts'
import type { Services } from '../../services.ts'

/** Refuses a password that is too short or too long, counted in code points after NFC (security 6.6). */
export function checkNewPassword({ config }: Pick<Services, 'config'>, password: string): void {
  const minimum = config.passwordMinLength
  if (Buffer.byteLength(password) > passwordMaxBytes) throw new AppError('password.weak', { reason: 'long' })
  if ([...password.normalize('NFC')].length < minimum) {
    throw new AppError('password.weak', { reason: 'short', count: minimum })
  }
}
