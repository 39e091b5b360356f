import list from './common-passwords.json' with { type: 'json' }

let words: ReadonlySet<string> | undefined

/** Whether attackers try this password first: it is widely used, a widely used one dressed up, a repetition or a run. */
export function isCommonPassword(password: string): boolean {
  words ??= new Set(list.split(' '))
  const folded = password.normalize('NFC').toLowerCase()
  const bare = folded.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const unit = repeatedUnit(folded)
  return words.has(folded) || words.has(bare) || words.has(unit) || [...unit].length <= 4 || isRun(folded)
}

// `abcabcabca` is made of `abc`; what repeats nothing is its own unit.
function repeatedUnit(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    if (text.slice(length) === text.slice(0, -length)) return text.slice(0, length)
  }
  return text
}

// `123456789012` and `zyxwvutsrqpo`: each character follows from the one before.
function isRun(text: string): boolean {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0)
  return [1, -1].some((step) => points.slice(1).every((point, index) => follows(points[index] ?? 0, point, step)))
}

function follows(point: number, next: number, step: number): boolean {
  const digit = (code: number) => code >= 48 && code <= 57
  if (digit(point) && digit(next)) return (next - 48 - (point - 48) - step) % 10 === 0
  return next - point === step
}
