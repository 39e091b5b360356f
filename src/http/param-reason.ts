import type { z } from 'zod'

const types: Readonly<Record<string, string>> = { array: 'a list', object: 'an object', record: 'an object' }
const formats: Readonly<Record<string, string>> = { email: 'an email address', datetime: 'a time of ISO 8601' }
const units: Readonly<Record<string, string>> = { string: ' characters', array: ' items' }

/** What is wrong with a parameter, so that its name can stand in front: "is missing", "must be a list". */
export function paramReason(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return 'is missing'
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${types[issue.expected] ?? `a ${issue.expected}`}`
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`
    case 'too_big':
      return `must have at most ${issue.maximum}${units[issue.origin] ?? ''}`
    case 'too_small':
      return `must have at least ${issue.minimum}${units[issue.origin] ?? ''}`
    case 'invalid_format':
      return `must be ${formats[issue.format] ?? 'of another form'}`
    default:
      return 'is not valid'
  }
}
