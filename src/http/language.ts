import type Koa from 'koa'
import type { LanguageLink } from '../../views/frame.tsx'
import { acceptedLanguages, pickLocale } from '../../views/text.ts'
import { locales } from '../../views/texts/catalogues.ts'
import { days } from '../kit/clock.ts'

type Locale = (typeof locales)[number]

const parameter = 'lang'
const cookie = 'latchkey_language'

/** The language of an answer: the one chosen at the foot of a page, then what was asked for, then what the browser reads. */
export function localeOf(ctx: Koa.Context, asked: readonly string[] = []): Locale {
  const chosen = known(ctx.query[parameter]) ?? known(ctx.cookies.get(cookie))
  return chosen ?? pickLocale([...asked, ...acceptedLanguages(ctx.get('accept-language'))])
}

/** Remembers a language that was chosen by the links below. */
export function keepLanguage(ctx: Koa.Context): void {
  const chosen = known(ctx.query[parameter])
  if (chosen === undefined) return
  ctx.cookies.set(cookie, chosen, { httpOnly: true, sameSite: 'lax', path: '/', maxAge: days(365) * 1000 })
}

/** The same page in every language; for pages that can be opened again by their address. */
export function languageLinks(ctx: Koa.Context): readonly LanguageLink[] | undefined {
  if (ctx.method !== 'GET' || 'ticket' in ctx.query) return undefined
  const query = new URLSearchParams(ctx.querystring)
  return locales.map((locale) => {
    query.set(parameter, locale)
    return { locale, url: `${ctx.path}?${query}` }
  })
}

function known(value: unknown): Locale | undefined {
  return locales.find((locale) => locale === value)
}
