import type { z } from 'zod'
import { AppError } from '../../../errors.ts'
import { paramReason } from '../../../http/param-reason.ts'

/** What may be wrong with one parameter, in Clerk's words (spec/clerk.md A.2). */
export type ParamCode =
  | 'form_param_missing'
  | 'form_param_unknown'
  | 'form_param_type_invalid'
  | 'form_param_value_invalid'
  | 'form_param_max_length_exceeded'
  | 'form_param_min_length_exceeded'
  | 'totp_invalid_length'

export interface ParamProblem {
  readonly code: ParamCode
  readonly param: string
  readonly reason: string
}

/** The input as the schema reads it; otherwise `input.invalid` with a problem for each parameter. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema | undefined,
  input: unknown,
): z.output<Schema> | undefined {
  if (schema === undefined) return undefined
  const result = schema.safeParse(input, { error: paramReason })
  if (result.success) return result.data
  throw refusedParams(
    result.error.issues.flatMap((issue) => problemsOf(issue, input)),
    result.error,
  )
}

/** The refusal that carries these problems. */
export function refusedParams(problems: readonly ParamProblem[], cause?: unknown): AppError {
  return new AppError('input.invalid', { problems }, { cause })
}

function problemsOf(issue: z.core.$ZodIssue, input: unknown): ParamProblem[] {
  const param = nameOf(issue.path)
  if (issue.code === 'unrecognized_keys') {
    const reason = 'is not a parameter of this request'
    return issue.keys.map((key) => ({ code: 'form_param_unknown', param: nameOf([...issue.path, key]), reason }))
  }
  return [{ code: codeOf(issue, valueAt(input, issue.path)), param, reason: issue.message }]
}

// Which item of a list is meant would not be a parameter's name.
function nameOf(path: readonly PropertyKey[]): string {
  return path.filter((key) => typeof key === 'string').join('.')
}

function codeOf(issue: z.core.$ZodIssue, value: unknown): ParamCode {
  if (value === undefined) return 'form_param_missing'
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_union':
      return 'form_param_type_invalid'
    case 'too_big':
      return hasLength(issue) ? 'form_param_max_length_exceeded' : 'form_param_value_invalid'
    case 'too_small':
      return hasLength(issue) ? 'form_param_min_length_exceeded' : 'form_param_value_invalid'
    default:
      return 'form_param_value_invalid'
  }
}

// A number in a query arrives as text, and still is too large rather than too long.
function hasLength({ origin }: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): boolean {
  return origin === 'string' || origin === 'array'
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const key of path) value = Object(value)[key]
  return value
}
