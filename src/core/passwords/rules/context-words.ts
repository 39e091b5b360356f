import { isCommonPassword } from './common-password.ts'

const shortestWord = 4
const enoughBeside = 8

/** The words of a situation: whole texts and the parts they are made of, without what is too short to be told. */
export function contextWords(texts: readonly (string | null | undefined)[]): readonly string[] {
  const words = new Set<string>()
  for (const text of texts) {
    const folded = (text ?? '').normalize('NFC').toLowerCase()
    for (const word of [folded, folded.split('@')[0] ?? '', ...folded.split(/[^\p{L}\p{N}]+/u)]) {
      if ([...word].length >= shortestWord) words.add(word)
    }
  }
  return [...words].sort((one, other) => other.length - one.length)
}

/** Whether a password is little more than words of the situation: without them too little is left to guess. */
export function isMadeOfContext(password: string, words: readonly string[]): boolean {
  const folded = password.normalize('NFC').toLowerCase()
  const rest = words.reduce((text, word) => text.replaceAll(word, ' '), folded)
  if (rest === folded) return false
  const letters = rest.replace(/[^\p{L}\p{N}]+/gu, '')
  return [...letters].length < enoughBeside || isCommonPassword(letters)
}
