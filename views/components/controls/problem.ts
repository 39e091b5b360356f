import type { Frame } from '../../frame.tsx'
import { findText, type TextValue } from '../../text.ts'

/** A refusal as the pages take it; an `AppError` is one. */
export interface Problem {
  readonly code: string
  readonly detail?: Readonly<Record<string, unknown>> | undefined
}

// A refusal that speaks of one field is shown at that field.
const fields: Readonly<Record<string, string>> = {
  'code.exhausted': 'code',
  'code.expired': 'code',
  'code.invalid': 'code',
  'email.refused': 'email',
  'email.taken': 'email',
  'password.weak': 'password',
  'username.taken': 'username',
}

/** What a refusal means, in the words of `error.<code>`, or more exactly of `error.<code>.<detail.reason>`. */
export function problemText(frame: Frame, { code, detail = {} }: Problem): string {
  const values = { provider: frame.t('common.other-service'), ...wordsOf(detail) }
  const exact =
    typeof detail.reason === 'string' ? findText(frame.locale, `error.${code}.${detail.reason}`, values) : ''
  return exact || findText(frame.locale, `error.${code}`, values) || frame.t('error.server.fault')
}

/** Whether a page tells of a mistake; who changed their mind at a provider made none. */
export function isMistake(problem: Problem | undefined): boolean {
  return problem !== undefined && problem.code !== 'upstream.denied'
}

/** What is wrong with one field: by the code itself, or by `detail.fields`, which names a reason for each field. */
export function fieldProblem(frame: Frame, problem: Problem | undefined, name: string): string | undefined {
  if (!problem) return undefined
  if (fields[problem.code] === name) return problemText(frame, problem)
  const reason = reasons(problem)[name]
  if (reason !== undefined) return findText(frame.locale, `field.${reason}`, {}) ?? frame.t('field.invalid')
  return problem.detail?.field === name ? ruleText(frame, problem) : undefined
}

/** Whether the refusal is shown at one of these fields, so that the page need not say it again above them. */
export function belongsToField(problem: Problem, names: readonly string[]): boolean {
  const named = fields[problem.code]
  if (named !== undefined && names.includes(named)) return true
  return names.some((name) => reasons(problem)[name] !== undefined || problem.detail?.field === name)
}

// A rule of core names one field, and for a list the line; its reason is a sentence for programs.
function ruleText(frame: Frame, problem: Problem): string {
  const { field, line } = problem.detail ?? {}
  if (typeof line === 'number') {
    return frame.t(problem.code === 'input.invalid' ? 'field.line' : 'field.line-twice', { line })
  }
  if (problem.code !== 'input.invalid') return problemText(frame, problem)
  return frame.t(String(field).endsWith('_uri') ? 'field.https' : 'field.invalid')
}

function reasons({ detail }: Problem): Readonly<Record<string, unknown>> {
  const named = detail?.fields
  return typeof named === 'object' && named !== null ? (named as Record<string, unknown>) : {}
}

function wordsOf(detail: Readonly<Record<string, unknown>>): Record<string, TextValue> {
  const words: Record<string, TextValue> = {}
  for (const [name, value] of Object.entries(detail)) {
    if (typeof value === 'string' || typeof value === 'number') words[name] = value
  }
  return words
}
