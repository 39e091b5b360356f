import { z } from 'zod'

/** Decoration, such as a name: whatever is not text counts as absent. */
export const text = z.string().optional().catch(undefined)

/** An identifier; several providers number their accounts. */
export const id = z.union([z.string().min(1), z.number().int()]).transform(String)

/** A promise of the provider: true means true, and nothing else does. */
export const promise = z.boolean().catch(false)

/** A full name from its parts. */
export function joinName(...parts: readonly (string | undefined)[]): string | undefined {
  return parts.filter((part) => part).join(' ') || undefined
}
