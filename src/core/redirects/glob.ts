/** A pattern of one part of an address, ready to be compared. */
export interface Glob {
  matches(text: string): boolean
}

type Token =
  | { readonly kind: 'one'; accepts(character: string): boolean }
  /** Any number of characters that `accepts`: `*` stops at separators, `**` does not. */
  | { readonly kind: 'run'; accepts(character: string): boolean }

const separators = new Set(['.', '/'])
const anything = () => true
const insideSegment = (character: string) => !separators.has(character)

/**
 * Compiles `*`, `**`, `?`, `[abc]`, `[!abc]` and `[a-z]`, with `.` and `/` as separators; `{one,other}` cannot stand in a list
 * that commas separate. Comparing takes at most pattern length times text length steps: there is no backtracking that a
 * stranger's text could make slow.
 */
export function compileGlob(pattern: string): Glob {
  const tokens = (pattern.match(/\*\*+|\*|\?|\[!?[^\]]+\]|./gsu) ?? []).map(tokenOf)
  return { matches: (text) => matches(tokens, text) }
}

function tokenOf(part: string): Token {
  if (part === '*') return { kind: 'run', accepts: insideSegment }
  if (part.startsWith('**')) return { kind: 'run', accepts: anything }
  if (part === '?') return { kind: 'one', accepts: insideSegment }
  if (part.length > 1 && part.startsWith('[')) return { kind: 'one', accepts: characterClass(part.slice(1, -1)) }
  return { kind: 'one', accepts: (character) => character === part }
}

function characterClass(members: string): (character: string) => boolean {
  const negated = members.startsWith('!')
  const ranges = (negated ? members.slice(1) : members).match(/.-.|./gsu) ?? []
  const holds = (character: string) =>
    ranges.some((range) => {
      const [from = '', to = from] = range.length > 1 ? range.split('-') : [range]
      return character >= from && character <= to
    })
  return (character) => holds(character) !== negated
}

// All places in the pattern that the text read so far can have reached, advanced one character at a time.
function matches(tokens: readonly Token[], text: string): boolean {
  let reached = skipRuns(tokens, new Set([0]))
  for (const character of text) {
    const next = new Set<number>()
    for (const place of reached) {
      const token = tokens[place]
      if (token?.accepts(character)) next.add(token.kind === 'run' ? place : place + 1)
    }
    reached = skipRuns(tokens, next)
    if (reached.size === 0) return false
  }
  return reached.has(tokens.length)
}

function skipRuns(tokens: readonly Token[], places: ReadonlySet<number>): ReadonlySet<number> {
  const all = new Set<number>()
  for (const start of places) {
    let place = start
    while (tokens[place]?.kind === 'run') {
      all.add(place)
      place += 1
    }
    all.add(place)
  }
  return all
}
