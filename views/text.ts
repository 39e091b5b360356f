import { catalogues, languageNames, locales } from './texts/catalogues.ts'
import { en } from './texts/en/catalogue.ts'
import type { Text } from './texts/translation.ts'

export type Locale = (typeof locales)[number]
export type TextKey = keyof typeof en
export type TextValue = string | number

type Source<Key extends TextKey> = (typeof en)[Key] extends { readonly other: infer Other } ? Other : (typeof en)[Key]
type Placeholder<Sentence> = Sentence extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholder<Rest> : never

/** The values a text needs: none, or one for each of its placeholders. */
export type ValuesOf<Key extends TextKey, Value = TextValue> = [Placeholder<Source<Key>>] extends [never]
  ? []
  : [values: Readonly<Record<Placeholder<Source<Key>>, Value>>]

// To make one of these takes a hundred times as long as to use it.
const utc = { timeZone: 'UTC' } as const
const time = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const
const moments = once(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', ...time, ...utc }),
)
const days = once((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', ...utc }))
const distances = once((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))
const numbers = once((locale) => new Intl.NumberFormat(locale))
const pluralRules = once((locale) => new Intl.PluralRules(locale))

/** Looks a text up and fills in its placeholders; a forgotten value does not compile. */
export type Translate = <Key extends TextKey>(key: Key, ...values: ValuesOf<Key>) => string

/** The lookup of one language. */
export function translator(locale: Locale): Translate {
  return (key, ...[values]) => fill(sentence(locale, key, values), values ?? {}, locale)
}

/** The text of a key that is put together at run time, such as `error.<code>`; undefined when there is none. */
export function findText(locale: Locale, key: string, values: Readonly<Record<string, TextValue>>): string | undefined {
  return isTextKey(key) ? fill(sentence(locale, key, values), values, locale) : undefined
}

/** A text with its placeholders still in it, for the component that puts elements in their place. */
export function sentence(locale: Locale, key: TextKey, values: Readonly<Record<string, unknown>> = {}): string {
  const text: Text = catalogues[locale][key]
  if (typeof text === 'string') return text
  const rule = pluralRules(locale).select(Number(values.count))
  return text[rule] ?? text.other
}

/** Which of our languages fits best the ones a person reads, given in order of preference as BCP 47 tags. */
export function pickLocale(candidates: readonly string[]): Locale {
  for (const candidate of candidates) {
    const match = matchLocale(candidate)
    if (match) return match
  }
  return 'en'
}

/** The direction a language is written in. */
export function direction(locale: Locale): 'ltr' | 'rtl' {
  return locale === 'ar' ? 'rtl' : 'ltr'
}

/** What a language calls itself. */
export function languageName(locale: Locale): string {
  return languageNames[locale]
}

/** The tags of an `Accept-Language` header in order of preference (RFC 9110 section 12.5.4). */
export function acceptedLanguages(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((item) => {
      const [tag = '', ...parameters] = item.trim().split(';')
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean)
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag)
}

/** A moment in words, such as "21 November 2025 at 20:14 UTC"; where its reader lives is not known. */
export function formatMoment(locale: Locale, moment: Date): string {
  return moments(locale).format(moment)
}

/** A day in words, such as "21 November 2025". */
export function formatDay(locale: Locale, moment: Date): string {
  return days(locale).format(moment)
}

// The largest unit that fits at least once tells enough.
const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** How far a moment is from now, such as "3 hours ago". */
export function formatRelative(locale: Locale, moment: Date, now: Date): string {
  const relative = distances(locale)
  const seconds = (moment.getTime() - now.getTime()) / 1000
  const unit = units.find(([, length]) => Math.abs(seconds) >= length)
  return unit ? relative.format(Math.trunc(seconds / unit[1]), unit[0]) : sentence(locale, 'common.just-now')
}

function matchLocale(tag: string): Locale | undefined {
  const wanted = tag.replaceAll('_', '-').toLowerCase()
  const exact = locales.find((locale) => locale.toLowerCase() === wanted)
  if (exact) return exact
  const [language] = wanted.split('-')
  return locales.find((locale) => locale.toLowerCase().split('-')[0] === language)
}

function fill(text: string, values: Readonly<Record<string, TextValue>>, locale: Locale): string {
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name]
    if (value === undefined) return placeholder
    if (typeof value === 'number') return numbers(locale).format(value)
    return direction(locale) === 'rtl' ? isolate(value) : value
  })
}

// Unicode TR9: without isolation a Latin name turns the order of an Arabic sentence around.
function isolate(value: string): string {
  return `\u2068${value}\u2069`
}

function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(en, key)
}

// Makes something for a language when it is first asked for, and keeps it.
function once<Made>(make: (locale: Locale) => Made): (locale: Locale) => Made {
  const made = new Map<Locale, Made>()
  return (locale) => {
    const known = made.get(locale) ?? make(locale)
    made.set(locale, known)
    return known
  }
}
