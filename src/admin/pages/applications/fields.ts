import { z } from 'zod'

/** More than a form may hold. */
export const longest = 60_000

export const nameOfApplication = z.string().trim().min(1, { error: 'required' }).max(256, { error: 'too-long' })

/** Several values, one a line; empty lines are nothing. */
export const linesField = z
  .string()
  .max(longest, { error: 'too-long' })
  .transform((text) => text.split(/\r?\n/).map((line) => line.trim()))
  .transform((lines) => lines.filter((line) => line !== ''))

/** An address, or nothing. */
export const addressField = z
  .string()
  .trim()
  .max(2048, { error: 'too-long' })
  .transform((text) => (text === '' ? null : text))

/** Scopes with spaces between them, each once. */
export const scopesField = z
  .string()
  .max(1024, { error: 'too-long' })
  .transform((text) => [...new Set(text.split(/\s+/).filter(Boolean))].join(' '))
