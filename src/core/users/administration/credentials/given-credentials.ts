/** A password and a second step as an operator gives them, for accounts that come from elsewhere. */
export interface GivenCredentials {
  readonly password?: string | undefined
  /** Whether the password is easy to guess is not looked at then. */
  readonly skipPasswordChecks?: boolean | undefined
  readonly digest?: { readonly value: string; readonly hasher: string } | undefined
  /** The key of an authenticator app in base 32, and codes for the day it is lost. */
  readonly totp?: { readonly secret: string; readonly recoveryCodes: readonly string[] } | undefined
}
