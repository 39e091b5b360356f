import type { Services } from '../../../../services.ts'
import { checkNewPassword } from '../../check-new-password.ts'
import { importedPassword } from './imported-password.ts'

/** A password as an administrator gives it: in clear, or as a hash from elsewhere. */
export interface GivenPassword {
  readonly password?: string | undefined
  /** Whether it is easy to guess is not looked at then: for accounts that come from elsewhere. */
  readonly skipPasswordChecks?: boolean | undefined
  readonly digest?: { readonly value: string; readonly hasher: string } | undefined
}

/** The hash to store, or undefined when no password is given; `about` is what the password must not be made of. */
export async function hashGivenPassword(
  services: Services,
  { password, skipPasswordChecks, digest }: GivenPassword,
  about: readonly (string | null | undefined)[],
): Promise<string | undefined> {
  if (digest !== undefined) return importedPassword(digest.value, digest.hasher)
  if (password === undefined) return undefined
  if (!skipPasswordChecks) await checkNewPassword(services, { password, about })
  return services.passwords.hash(password)
}
