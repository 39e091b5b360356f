import { z } from 'zod'
import { plainLine } from '../kit/plain-line.ts'

/** An e-mail address as a person types it: one address, without names, lists or line breaks (security L11). */
export const emailField = z
  .string()
  .trim()
  .max(320)
  .pipe(z.email({ error: 'email' }))

/** A password for one of our pages; its size is checked before it is hashed. */
export const passwordField = z.string().min(1, { error: 'required' }).max(1024, { error: 'too-long' })

/** A short code, with or without the spaces people type. */
export const codeField = z.string().trim().min(1, { error: 'required' }).max(40, { error: 'too-long' })

/** A person's name. */
export const nameField = z.string().max(200, { error: 'too-long' }).transform(plainLine)

/** A user name: what may stand in an address of a page without being taken for an e-mail address. */
export const usernameField = z
  .string()
  .trim()
  .max(64, { error: 'too-long' })
  .regex(/^[\p{L}\p{N}._-]*$/u, { error: 'invalid' })

/** A ticked box. */
export const boxField = z.literal('true').optional()

/** What a passkey ceremony answered, as JSON in a field. */
export const credentialField = z
  .string()
  .max(40_000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.issues.push({ code: 'custom', input: text, message: 'invalid' })
      return z.NEVER
    }
  })
