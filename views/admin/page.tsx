import { accountPaths } from '../account/paths.ts'
import { useFrame } from '../frame.tsx'
import { type SiteContent, type SiteNotes, SitePage } from '../site-page.tsx'
import type { TextKey } from '../text.ts'
import { adminPaths } from './paths.ts'

/** The entries of the menu. */
export type AdminSection =
  | 'overview'
  | 'people'
  | 'applications'
  | 'providers'
  | 'settings'
  | 'keys'
  | 'apiKeys'
  | 'audit'
  | 'mails'
  | 'deliveries'

const sections = [
  ['overview', 'overview.title'],
  ['people', 'people.title'],
  ['applications', 'applications.title'],
  ['providers', 'providers.title'],
  ['settings', 'settings.title'],
  ['keys', 'keys.title'],
  ['apiKeys', 'api-keys.title'],
  ['audit', 'audit.title'],
  ['mails', 'mails.title'],
  ['deliveries', 'deliveries.title'],
] as const satisfies readonly (readonly [AdminSection, TextKey])[]

/** What every administrators' page may show above its content. */
export type AdminNotes = SiteNotes

/** The frame of the administrators' pages. */
export function AdminPage({ section, ...content }: SiteContent & { readonly section: AdminSection }) {
  const { t } = useFrame()
  const entries = sections.map(([name, title]) => ({ url: adminPaths[name], label: t(title) }))
  const menu = { label: t('admin.sections'), entries, current: adminPaths[section] }
  return <SitePage {...content} menu={menu} across={{ url: accountPaths.profile, label: t('home.account') }} />
}
