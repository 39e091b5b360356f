import { Button, ButtonLink } from '../../../components/controls/button.tsx'
import { Form } from '../../../components/controls/form.tsx'
import { ItemList } from '../../../components/item-list.tsx'
import { Moment } from '../../../components/moment.tsx'
import { RichText } from '../../../components/rich-text.tsx'
import { Section } from '../../../components/section.tsx'
import { useFrame } from '../../../frame.tsx'
import { addressOf, adminPaths } from '../../paths.ts'
import type { PersonProps } from '../person.tsx'

type Shown = PersonProps['person']

/** Accounts elsewhere that open this one. */
export function LoginsSection({ id, logins }: Shown) {
  const { t } = useFrame()
  return (
    <Section title={t('logins.title')}>
      <ItemList
        empty={t('person.logins-none')}
        items={logins.map((login) => ({
          id: login.id,
          title: login.provider,
          lines: login.about ? [<bdi key="about">{login.about}</bdi>] : [],
          actions: (
            <ButtonLink
              tone="danger"
              size="small"
              href={`${addressOf(adminPaths.people, id, 'unlink')}?${new URLSearchParams({ of: login.id })}`}
              label={t('logins.unlink-label', { provider: login.provider })}
            >
              {t('logins.unlink')}
            </ButtonLink>
          ),
        }))}
      />
    </Section>
  )
}

/** The browsers they are signed in with. */
export function SessionsSection({ id, sessions }: Shown) {
  const { t } = useFrame()
  return (
    <Section title={t('sessions.title')}>
      <ItemList
        empty={t('person.sessions-none')}
        items={sessions.map((session) => ({
          id: session.id,
          title: session.device,
          lines: [
            <RichText key="seen" text="sessions.seen" values={{ when: <Moment at={session.seenAt} /> }} />,
            ...(session.place
              ? [<RichText key="place" text="sessions.place" values={{ place: session.place }} />]
              : []),
          ],
          actions: (
            <Form action={addressOf(adminPaths.people, id, 'end-session')} hidden={{ of: session.id }}>
              <Button tone="plain" size="small" label={t('sessions.end-label', { device: session.device })}>
                {t('sessions.end')}
              </Button>
            </Form>
          ),
        }))}
      />
      <div class="item-actions">
        <ButtonLink tone="danger" size="small" href={addressOf(adminPaths.people, id, 'sign-out')}>
          {t('person.sign-out')}
        </ButtonLink>
      </div>
    </Section>
  )
}

/** The applications that may act for them. */
export function AppsSection({ id, apps }: Shown) {
  const { t } = useFrame()
  return (
    <Section title={t('apps.title')}>
      <ItemList
        empty={t('person.apps-none')}
        items={apps.map((app) => ({
          id: app.clientId,
          title: app.name,
          lines: [<RichText key="since" text="apps.since" values={{ when: <Moment at={app.connectedAt} /> }} />],
          actions: (
            <ButtonLink
              tone="danger"
              size="small"
              href={`${addressOf(adminPaths.people, id, 'disconnect')}?${new URLSearchParams({ of: app.clientId })}`}
              label={t('apps.revoke-label', { app: app.name })}
            >
              {t('apps.revoke')}
            </ButtonLink>
          ),
        }))}
      />
    </Section>
  )
}
