import { Button } from '../../components/controls/button.tsx'
import { Field } from '../../components/controls/field.tsx'
import { Pager, type Pages } from '../../components/controls/pager.tsx'
import { useFrame } from '../../frame.tsx'
import { AdminPage } from '../page.tsx'
import { type EventRow, EventTable } from '../parts/events.tsx'
import { adminPaths } from '../paths.ts'

/** What the record is searched by; empty texts search for nothing. Days are those of UTC. */
export interface AuditSearch {
  readonly type: string
  readonly person: string
  readonly client: string
  readonly since: string
  readonly until: string
}

export interface AuditProps {
  readonly events: readonly EventRow[]
  readonly search: AuditSearch
  readonly pages: Pages
}

/** What was done here, newest first. */
export function Audit({ events, search, pages }: AuditProps) {
  const { t } = useFrame()
  return (
    <AdminPage section="audit" title={t('audit.title')} lede={t('audit.lede')}>
      <search>
        <form class="search" method="get" action={adminPaths.audit}>
          <Field name="type" label={t('audit.type')} value={search.type} optional="silent" />
          <Field name="person" label={t('audit.person')} value={search.person} optional="silent" />
          <Field name="client" label={t('audit.client')} value={search.client} optional="silent" />
          <Field name="since" type="date" label={t('audit.since')} value={search.since} optional="silent" />
          <Field name="until" type="date" label={t('audit.until')} value={search.until} optional="silent" />
          <Button tone="plain">{t('admin.search')}</Button>
        </form>
      </search>
      {events.length === 0 ? (
        <p class="empty">{t('admin.nothing-found')}</p>
      ) : (
        <EventTable events={events} withTarget />
      )}
      <Pager {...pages} />
    </AdminPage>
  )
}
