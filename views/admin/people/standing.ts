import type { Item } from '../../components/item-list.tsx'
import type { Translate } from '../../text.ts'

/** What is special about an account, at the hour of the page. */
export interface Standing {
  readonly isAdmin: boolean
  readonly banned: boolean
  readonly locked: boolean
  readonly unverified: boolean
  readonly leaving: boolean
}

/** The same as tags beside a name. */
export function standingTags(t: Translate, standing: Standing): NonNullable<Item['tags']> {
  const tags = [
    standing.isAdmin && ({ text: t('people.administrator'), tone: 'good' } as const),
    standing.banned && ({ text: t('people.banned'), tone: 'warning' } as const),
    standing.locked && ({ text: t('people.locked'), tone: 'warning' } as const),
    standing.unverified && ({ text: t('people.unverified'), tone: 'warning' } as const),
    standing.leaving && ({ text: t('people.leaving'), tone: 'warning' } as const),
  ]
  return tags.filter((tag) => tag !== false)
}
