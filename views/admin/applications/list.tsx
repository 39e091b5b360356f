import { AppTile } from '../../components/badge.tsx'
import { ButtonLink } from '../../components/controls/button.tsx'
import { Pager, type Pages } from '../../components/controls/pager.tsx'
import { SearchForm } from '../../components/controls/search-form.tsx'
import { Verbatim } from '../../components/figures/facts.tsx'
import { type Item, ItemList } from '../../components/item-list.tsx'
import { type Frame, useFrame } from '../../frame.tsx'
import { type AdminNotes, AdminPage } from '../page.tsx'
import { addressOf, adminPaths } from '../paths.ts'
import { type ApplicationKind, kindText } from './kind.ts'

export interface ApplicationSummary {
  readonly id: string
  readonly name: string
  readonly logoUrl?: string | undefined
  readonly clientId: string
  readonly kind: ApplicationKind
  readonly disabled: boolean
  /** Registered by nobody we know. */
  readonly stranger: boolean
}

export interface ApplicationsProps extends AdminNotes {
  readonly applications: readonly ApplicationSummary[]
  readonly query: string
  readonly pages: Pages
}

/** The applications, newest first. */
export function Applications({ applications, query, pages, problem, saved }: ApplicationsProps) {
  const frame = useFrame()
  const { t } = frame
  return (
    <AdminPage
      section="applications"
      title={t('applications.title')}
      lede={t('applications.lede')}
      {...{ problem, saved }}
    >
      <ButtonLink href={adminPaths.newApplication}>{t('applications.register')}</ButtonLink>
      <SearchForm action={adminPaths.applications} label={t('applications.search-label')} query={query} />
      <ItemList
        items={applications.map((application) => applicationItem(frame, application))}
        empty={query === '' ? t('applications.none') : t('admin.nothing-found')}
      />
      <Pager {...pages} />
    </AdminPage>
  )
}

function applicationItem({ t }: Frame, application: ApplicationSummary): Item {
  const { id, name, clientId, kind, disabled, stranger } = application
  return {
    id,
    title: name,
    href: addressOf(adminPaths.applications, id),
    mark: <AppTile client={application} />,
    tags: [
      ...(disabled ? [{ text: t('applications.disabled'), tone: 'warning' } as const] : []),
      ...(stranger ? [{ text: t('applications.stranger'), tone: 'warning' } as const] : []),
    ],
    lines: [t(kindText[kind]), <Verbatim key="id">{clientId}</Verbatim>],
  }
}
