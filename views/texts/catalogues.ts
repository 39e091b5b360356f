import { ar } from './ar/catalogue.ts'
import { de } from './de/catalogue.ts'
import { en } from './en/catalogue.ts'
import { es } from './es/catalogue.ts'
import { fr } from './fr/catalogue.ts'
import { ja } from './ja/catalogue.ts'
import type { Translation } from './translation.ts'
import { zhCN } from './zh-CN/catalogue.ts'

/** The languages of the pages, in the order they are offered. */
export const locales = ['en', 'de', 'fr', 'es', 'ja', 'zh-CN', 'ar'] as const

/** Every text in every language; a key that a language lacks does not compile. */
export const catalogues: Readonly<Record<(typeof locales)[number], Translation<typeof en>>> = {
  en,
  de,
  fr,
  es,
  ja,
  'zh-CN': zhCN,
  ar,
}

/** What each language calls itself. */
export const languageNames: Readonly<Record<(typeof locales)[number], string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ja: '日本語',
  'zh-CN': '简体中文',
  ar: 'العربية',
}
