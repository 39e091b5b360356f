import { ButtonLink } from '../../components/controls/button.tsx'
import { Verbatim } from '../../components/figures/facts.tsx'
import { Moment } from '../../components/moment.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { useFrame } from '../../frame.tsx'
import { addressOf, adminPaths } from '../paths.ts'

/** A line of the audit record. */
export interface EventRow {
  readonly id: string
  readonly at: Date
  readonly type: string
  readonly actor: string
  /** Set when it is a person who is still here. */
  readonly actorId?: string | undefined
  /** What it was done to, as an id. */
  readonly target?: string | undefined
  readonly ip?: string | undefined
}

/** What happened to a person and by them, newest first. */
export function EventsSection({ id, events }: { readonly id: string; readonly events: readonly EventRow[] }) {
  const { t } = useFrame()
  return (
    <Section title={t('person.events')}>
      {events.length === 0 ? <p class="empty">{t('person.events-none')}</p> : <EventTable events={events} />}
      <div class="item-actions">
        <ButtonLink tone="plain" size="small" href={`${adminPaths.audit}?${new URLSearchParams({ person: id })}`}>
          {t('audit.all')}
        </ButtonLink>
      </div>
    </Section>
  )
}

/** Lines of the audit record. */
export function EventTable(props: { readonly events: readonly EventRow[]; readonly withTarget?: boolean }) {
  const { t } = useFrame()
  const { events, withTarget = false } = props
  return (
    <Table
      caption={t('person.events')}
      columns={[
        t('event.type'),
        t('event.when'),
        t('event.actor'),
        ...(withTarget ? [t('event.target')] : []),
        t('event.ip'),
      ]}
      rows={events.map(({ id, at, type, actor, actorId, target, ip }) => [
        <Verbatim key={id}>{type}</Verbatim>,
        <Moment key={id} at={at} />,
        <bdi key={id}>{actorId ? <a href={addressOf(adminPaths.people, actorId)}>{actor}</a> : actor}</bdi>,
        ...(withTarget ? [<bdi key={id}>{target}</bdi>] : []),
        ip ?? '',
      ])}
    />
  )
}
