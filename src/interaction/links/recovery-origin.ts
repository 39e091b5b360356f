import { z } from 'zod'

/** Where in this browser a recovery began: the sign-in that goes on after it, and the application that wanted that. */
export const recoveryOrigin = z
  .object({
    interaction: z
      .string()
      .regex(/^[\w-]{1,100}$/)
      .optional()
      .catch(undefined),
    client: z.string().min(1).max(200).optional().catch(undefined),
  })
  .catch({ interaction: undefined, client: undefined })

export type RecoveryOrigin = z.output<typeof recoveryOrigin>

/** The address of a page of the recovery, which goes on to know where it began. */
export function recoveryPath(path: string, { interaction, client }: RecoveryOrigin): string {
  const known = Object.entries({ interaction, client }).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return known.length === 0 ? path : `${path}?${new URLSearchParams(known)}`
}
