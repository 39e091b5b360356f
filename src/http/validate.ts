import type { z } from 'zod'
import { AppError } from '../errors.ts'

/** The parsed input, or `input.invalid` with the first message for each field. */
export function validate<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const fields = result.error.issues.map((issue) => [issue.path.join('.') || 'body', issue.message] as const)
  throw new AppError('input.invalid', { fields: Object.fromEntries(fields.reverse()) }, { cause: result.error })
}
