import type { Services } from '../../../../services.ts'
import { checkNewPassword } from '../../../passwords/check-new-password.ts'
import type { GivenCredentials } from './given-credentials.ts'
import { importedPassword } from './imported-password.ts'

/** The hash to store, or undefined when no password is given; `about` is what the password must not be made of. */
export async function hashGivenPassword(
  services: Services,
  { password, skipPasswordChecks, digest }: GivenCredentials,
  about: readonly (string | null | undefined)[],
): Promise<string | undefined> {
  if (digest !== undefined) return importedPassword(digest.value, digest.hasher)
  if (password === undefined) return undefined
  if (!skipPasswordChecks) await checkNewPassword(services, { password, about })
  return services.passwords.hash(password)
}
