import { AppTile } from '../components/badge.tsx'
import { ButtonLink } from '../components/controls/button.tsx'
import { type Item, ItemList } from '../components/item-list.tsx'
import { Moment } from '../components/moment.tsx'
import { RichText } from '../components/rich-text.tsx'
import { type ScopeItem, ScopeList } from '../components/scope-list.tsx'
import { type Frame, useFrame } from '../frame.tsx'
import { type AccountNotes, AccountPage } from './page.tsx'
import { aboutOne, accountPaths } from './paths.ts'

export interface ConnectedApp {
  readonly clientId: string
  readonly name: string
  readonly logoUrl?: string | undefined
  /** Without `openid` and `offline_access`. */
  readonly scopes: readonly ScopeItem[]
  readonly offline: boolean
  readonly connectedAt: Date
  readonly usedAt?: Date | undefined
}

export interface AppsProps extends AccountNotes {
  readonly apps: readonly ConnectedApp[]
}

/** The apps and agents that may act for a person. */
export function Apps({ apps, problem, saved }: AppsProps) {
  const frame = useFrame()
  const { t } = frame
  return (
    <AccountPage section="apps" title={t('apps.title')} lede={t('apps.lede')} {...{ problem, saved }}>
      <ItemList items={apps.map((app) => appItem(frame, app))} empty={t('apps.none')} />
    </AccountPage>
  )
}

function appItem({ t }: Frame, app: ConnectedApp): Item {
  const offline = app.offline ? [{ name: 'offline_access', description: t('apps.offline') }] : []
  const scopes = [...app.scopes, ...offline]
  return {
    id: app.clientId,
    title: app.name,
    mark: <AppTile client={app} />,
    lines: [
      scopes.length > 0 ? <ScopeList key="scopes" scopes={scopes} /> : t('consent.nothing'),
      <RichText key="since" text="apps.since" values={{ when: <Moment at={app.connectedAt} /> }} />,
      app.usedAt ? (
        <RichText key="used" text="apps.used" values={{ when: <Moment at={app.usedAt} /> }} />
      ) : (
        t('apps.unused')
      ),
    ],
    actions: (
      <ButtonLink
        tone="danger"
        size="small"
        href={aboutOne(accountPaths.appDisconnect, 'client', app.clientId)}
        label={t('apps.revoke-label', { app: app.name })}
      >
        {t('apps.revoke')}
      </ButtonLink>
    ),
  }
}
