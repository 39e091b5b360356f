import { accessSync, constants } from 'node:fs'
import type { Environment } from './environment.ts'

export interface PasswordSettings {
  readonly passwordMinLength: number
  readonly passwordBreachFile: string | undefined
  readonly passwordBreachUrl: string | undefined
}

/** `PASSWORD_*`: what a new password must be, and where leaked ones are known. */
export function readPasswords(env: Environment): PasswordSettings {
  return {
    passwordMinLength: env.whole('PASSWORD_MIN_LENGTH', 12, [8, 64]),
    passwordBreachFile: readFile(env, 'PASSWORD_BREACH_FILE'),
    passwordBreachUrl: readUrl(env, 'PASSWORD_BREACH_URL'),
  }
}

function readFile(env: Environment, name: string): string | undefined {
  const file = env.text(name)
  if (file === undefined) return undefined
  try {
    accessSync(file, constants.R_OK)
  } catch {
    env.problem(name, `cannot read ${file}; point it to a readable file or unset it`)
  }
  return file
}

function readUrl(env: Environment, name: string): string | undefined {
  const value = env.text(name)
  if (value !== undefined && !/^https?:$/.test(URL.parse(value)?.protocol ?? '')) {
    env.problem(name, `use a URL such as https://api.pwnedpasswords.com/range (is "${value}")`)
  }
  return value
}
