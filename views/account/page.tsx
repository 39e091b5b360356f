import { useFrame } from '../frame.tsx'
import { type SiteContent, type SiteNotes, SitePage } from '../site-page.tsx'
import type { TextKey } from '../text.ts'
import { accountPaths } from './paths.ts'

/** The entries of the menu. */
export type AccountSection = 'profile' | 'addresses' | 'security' | 'logins' | 'sessions' | 'apps' | 'data'

const sections: readonly (readonly [AccountSection, TextKey & `${AccountSection}.title`])[] = [
  ['profile', 'profile.title'],
  ['addresses', 'addresses.title'],
  ['security', 'security.title'],
  ['logins', 'logins.title'],
  ['sessions', 'sessions.title'],
  ['apps', 'apps.title'],
  ['data', 'data.title'],
]

/** What every account page may show above its content. */
export type AccountNotes = SiteNotes

/** The frame of the account pages. */
export function AccountPage({ section, ...content }: SiteContent & { readonly section: AccountSection }) {
  const { t, adminUrl } = useFrame()
  const entries = sections.map(([name, title]) => ({ url: accountPaths[name], label: t(title) }))
  const menu = { label: t('account.sections'), entries, current: accountPaths[section] }
  const across = adminUrl ? { url: adminUrl, label: t('home.admin') } : undefined
  return <SitePage {...content} menu={menu} across={across} />
}
