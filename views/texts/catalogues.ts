import { de } from './de/catalogue.ts'
import { en } from './en/catalogue.ts'
import type { Translation } from './translation.ts'

/** The languages of the pages. */
export const locales = ['en', 'de'] as const

/** Every text in every language; a key that a language lacks does not compile. */
export const catalogues: Readonly<Record<(typeof locales)[number], Translation<typeof en>>> = { en, de }
