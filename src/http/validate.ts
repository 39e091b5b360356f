import type { z } from 'zod'
import { AppError } from '../errors.ts'
import { isStorable } from './storable.ts'

/** The parsed input, or `input.invalid` with the first message for each field. */
export function validate<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const { success, data, error: cause } = schema.safeParse(input)
  const problems = success
    ? unstorable(data)
    : cause.issues.map((issue) => [issue.path.join('.') || 'body', issue.message] as const)
  if (success && problems.length === 0) return data
  throw new AppError('input.invalid', { fields: Object.fromEntries(problems.reverse()) }, { cause })
}

function unstorable(data: unknown): (readonly [string, string])[] {
  return Object.entries(Object(data)).flatMap(([name, value]) =>
    isStorable(value) ? [] : [[name, 'invalid'] as const],
  )
}
