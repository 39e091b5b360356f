import fc from 'fast-check'
import { expect, test } from 'vitest'
import { statuses } from '../src/errors.ts'
import { acceptedLanguages, pickLocale } from '../views/text.ts'
import { catalogues, locales } from '../views/texts/catalogues.ts'
import { errors } from '../views/texts/en/errors.ts'
import type { Text } from '../views/texts/translation.ts'
import { contrast, themeStylesheet } from '../views/theme.ts'
import { readSources } from './support/sources.ts'

const keys = Object.keys(catalogues.en) as (keyof typeof catalogues.en)[]

test('every refusal has words, and no words are left of one that is gone', () => {
  const codes = Object.keys(statuses)
  const told = Object.keys(errors).map((key) => key.slice('error.'.length))
  expect(codes.filter((code) => !told.includes(code))).toEqual([])
  expect(told.filter((text) => !codes.some((code) => text === code || text.startsWith(`${code}.`)))).toEqual([])
})

test('the words of a refusal need nothing but the name of another service', () => {
  const needs = Object.values(catalogues).flatMap((catalogue) =>
    Object.keys(errors).flatMap((key) => placeholders(catalogue[key as keyof typeof errors])),
  )
  expect([...new Set(needs)]).toEqual(['provider'])
})

test('every text is used', () => {
  const byPrefix = ['error.', 'field.', 'scope.']
  const code = readSources('src', 'views')
    .filter(({ path }) => !path.startsWith('views/texts/'))
    .map((source) => source.code)
    .join('\n')
  const used = (key: string) => code.includes(`'${key}'`) || code.includes(`"${key}"`)
  expect(keys.filter((key) => !used(key) && !byPrefix.some((prefix) => key.startsWith(prefix)))).toEqual([])
})

test('a translation says the same with the same placeholders', () => {
  const wrong = locales.flatMap((locale) => {
    const catalogue = catalogues[locale]
    const extra = Object.keys(catalogue).filter((key) => !Object.hasOwn(catalogues.en, key))
    const changed = keys.filter(
      (key) => placeholders(catalogue[key]).join() !== placeholders(catalogues.en[key]).join(),
    )
    return [...extra, ...changed].map((key) => `${key} in ${locale}`)
  })
  expect(wrong).toEqual([])
})

test('every number finds the form its language has for it, and no form is there for nothing', () => {
  const wrong = locales.flatMap((locale) => {
    const rules = new Intl.PluralRules(locale)
    const needed = [...new Set(Array.from({ length: 200 }, (_, number) => rules.select(number)))].sort()
    return keys
      .map((key) => ({ key, text: catalogues[locale][key] as Text }))
      .filter(({ text }) => typeof text !== 'string')
      .filter(({ text }) => Object.keys(text).sort().join() !== [...new Set([...needed, 'other'])].sort().join())
      .map(({ key }) => `${key} in ${locale} needs ${needed}`)
  })
  expect(wrong).toEqual([])
})

test('a translation is not the English text left as it was', () => {
  const prose = keys.filter((key) => /[a-z]+ [a-z]+ [a-z]+/.test(String(catalogues.en[key])))
  const others = locales.filter((locale) => locale !== 'en')
  const same = others.flatMap((locale) => prose.filter((key) => catalogues[locale][key] === catalogues.en[key]))
  expect(prose.length).toBeGreaterThan(200)
  expect(same).toEqual([])
})

test('French keeps its high punctuation with the word before it', () => {
  const texts = Object.values<Text>(catalogues.fr).flatMap((text) =>
    typeof text === 'string' ? [text] : Object.values(text),
  )
  expect(texts.filter((text) => / [;:!?»]|« /.test(text))).toEqual([])
})

test('the language is the first that a person reads and we write', () => {
  expect(pickLocale(acceptedLanguages('de-AT,de;q=0.9,en;q=0.5'))).toBe('de')
  expect(pickLocale(acceptedLanguages('pt-BR, ar-EG;q=0.4, en;q=0.2'))).toBe('ar')
  expect(pickLocale(acceptedLanguages('en;q=0.1, ja'))).toBe('ja')
  expect(pickLocale(acceptedLanguages('fr;q=0, zh-Hans-CN'))).toBe('zh-CN')
  expect(pickLocale(acceptedLanguages('*, es_MX;q=0.8'))).toBe('es')
  expect(pickLocale(acceptedLanguages('tlh, ;;q=, \u0000'))).toBe('en')
  expect(pickLocale([])).toBe('en')
})

test('a brand colour of any kind stays readable, light and dark', () => {
  const channel = fc.integer({ min: 0, max: 255 })
  const color = fc.tuple(channel, channel, channel).map((each) => `#${each.map(hex).join('')}`)
  fc.assert(
    fc.property(color, (accent) => {
      const [light, dark] = [
        ...themeStylesheet({ accent }).matchAll(/--accent:(.*?);--accent-ink:(.*?);--on-accent:(.*?)\}/g),
      ]
      for (const [[, fill = '', ink = '', on = ''] = [], surfaces] of [
        [light, ['#ffffff', '#f5f3ee']],
        [dark, ['#1d1e1b', '#141512']],
      ] as const) {
        expect(contrast(on, fill)).toBeGreaterThanOrEqual(4.5)
        for (const surface of surfaces) expect(contrast(ink, surface)).toBeGreaterThanOrEqual(4.5)
        for (const surface of surfaces) expect(contrast(fill, surface)).toBeGreaterThanOrEqual(3)
      }
    }),
  )
})

test('what is no colour never reaches the stylesheet', () => {
  expect(themeStylesheet({ accent: 'red;}body{display:none' })).toBe('')
  expect(themeStylesheet({})).toBe('')
})

function hex(channel: number): string {
  return channel.toString(16).padStart(2, '0')
}

/** Names of the placeholders of a text; of a plural those of its general form. */
function placeholders(text: Text): string[] {
  const sentence = typeof text === 'string' ? text : text.other
  return [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort()
}
