import { accountPaths } from '../account/paths.ts'
import { ButtonLink } from '../components/controls/button.tsx'
import { Numbers } from '../components/figures/numbers.tsx'
import { type Item, ItemList } from '../components/item-list.tsx'
import { Section } from '../components/section.tsx'
import { type Frame, useFrame } from '../frame.tsx'
import { AdminPage } from './page.tsx'
import { adminPaths } from './paths.ts'

/** Something that an administrator should look after. */
export type Notice =
  | { readonly kind: 'mails-failed' | 'deliveries-failed'; readonly count: number }
  | { readonly kind: 'no-mail-server' | 'no-provider' | 'no-second-step' }

export interface OverviewProps {
  readonly people: number
  /** Of these, who was here in the last 30 days. */
  readonly active: number
  readonly administrators: number
  readonly applications: number
  readonly notices: readonly Notice[]
}

/** The first page of the administration: how many there are of everything, and what is wrong. */
export function Overview({ people, active, administrators, applications, notices }: OverviewProps) {
  const frame = useFrame()
  const { t } = frame
  return (
    <AdminPage section="overview" title={t('overview.title')} lede={t('overview.lede')}>
      <Numbers
        numbers={[
          { label: t('overview.people'), count: people, href: adminPaths.people },
          { label: t('overview.active'), count: active },
          {
            label: t('overview.administrators'),
            count: administrators,
            href: `${adminPaths.people}?filter=administrators`,
          },
          { label: t('overview.applications'), count: applications, href: adminPaths.applications },
        ]}
      />
      <Section title={t('overview.attention')}>
        <ItemList items={notices.map((notice) => noticeItem(frame, notice))} empty={t('overview.quiet')} />
      </Section>
    </AdminPage>
  )
}

function noticeItem({ t }: Frame, notice: Notice): Item {
  switch (notice.kind) {
    case 'mails-failed':
      return {
        ...item(notice.kind, t('overview.mails-failed', { count: notice.count }), t('overview.mails-failed-why')),
        href: `${adminPaths.mails}?filter=failed`,
      }
    case 'deliveries-failed':
      return {
        ...item(
          notice.kind,
          t('overview.deliveries-failed', { count: notice.count }),
          t('overview.deliveries-failed-why'),
        ),
        href: `${adminPaths.deliveries}?filter=failed`,
      }
    case 'no-mail-server':
      return item(notice.kind, t('overview.no-mail-server'), t('overview.no-mail-server-why'))
    case 'no-provider':
      return {
        ...item(notice.kind, t('overview.no-provider'), t('overview.no-provider-why')),
        href: adminPaths.providers,
      }
    case 'no-second-step':
      return {
        ...item(notice.kind, t('overview.no-second-step'), t('overview.no-second-step-why')),
        actions: (
          <ButtonLink tone="plain" size="small" href={accountPaths.security}>
            {t('overview.set-up')}
          </ButtonLink>
        ),
      }
  }
}

function item(id: string, title: string, why: string): Item {
  return { id, title, lines: [why] }
}
