import { z } from 'zod'

/** What waits, sealed, for an address to be proven; the account does not exist before. */
export const pendingSignUp = z.object({
  email: z.string(),
  name: z.string().optional(),
  username: z.string().optional(),
  passwordHash: z.string(),
  locale: z.string(),
  clientId: z.string().optional(),
  /** The address has an account already, so no code leads anywhere; nobody is told so on a page. */
  taken: z.boolean(),
})

export type PendingSignUp = z.output<typeof pendingSignUp>

/** The purpose of the codes that prove a new account's address. */
export const signUpPurpose = 'sign-up'
