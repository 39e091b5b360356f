import { readFileSync } from 'node:fs'

export type Variables = Readonly<Record<string, string | undefined>>

/** Reads variables one by one and collects every problem, so that an operator mends them all at once. */
export class Environment {
  readonly problems: string[] = []
  readonly #variables: Variables

  constructor(variables: Variables) {
    this.#variables = variables
  }

  /** The trimmed value of `name`, or of the file that `name_FILE` points to; empty counts as unset. */
  text(name: string): string | undefined {
    const value = this.#variables[name]?.trim()
    const file = this.#variables[`${name}_FILE`]?.trim()
    if (value && file) this.problem(name, `set either ${name} or ${name}_FILE, not both`)
    if (value) return value
    if (!file) return undefined
    try {
      return readFileSync(file, 'utf8').trim() || undefined
    } catch {
      this.problem(`${name}_FILE`, `cannot read ${file}; point it to a readable file or unset it`)
      return undefined
    }
  }

  /** What the group of a pattern finds in the names of the variables, each once. */
  named(pattern: RegExp): readonly string[] {
    return [...new Set(Object.keys(this.#variables).flatMap((name) => pattern.exec(name)?.[1] ?? []))].sort()
  }

  /** A value from a closed list. */
  choice<const T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const value = this.text(name)
    if (value === undefined) return fallback
    const choice = choices.find((candidate) => candidate === value.toLowerCase())
    if (choice === undefined) this.problem(name, `use ${choices.join(' or ')} (is "${value}")`)
    return choice ?? fallback
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.choice(name, ['true', 'false', 'on', 'off'], fallback ? 'true' : 'false')
    return value === 'true' || value === 'on'
  }

  list(name: string, fallback: readonly string[] = []): readonly string[] {
    const value = this.text(name)
    if (value === undefined) return fallback
    return value
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
  }

  whole(name: string, fallback: number, [least, most]: readonly [number, number]): number {
    const value = this.text(name)
    if (value === undefined) return fallback
    const number = Number(value)
    if (/^\d+$/.test(value) && number >= least && number <= most) return number
    this.problem(name, `use a whole number from ${least} to ${most} (is "${value}")`)
    return fallback
  }

  /** A duration in seconds: `90`, `90s`, `15m`, `24h` or `30d`. */
  duration(name: string, fallback: number, least = 1): number {
    const value = this.text(name)
    if (value === undefined) return fallback
    const match = /^(\d{1,9})([smhd]?)$/.exec(value)
    const amount = match ? Number(match[1]) * unit(match[2]) : Number.NaN
    if (amount >= least) return amount
    this.problem(name, `use a duration such as 90, 90s, 15m, 24h or 30d, at least ${least}s (is "${value}")`)
    return fallback
  }

  problem(name: string, fix: string): void {
    this.problems.push(`${name}: ${fix}`)
  }
}

function unit(letter: string | undefined): number {
  return { s: 1, m: 60, h: 3600, d: 86_400 }[letter || 's'] ?? 1
}
