import { Button } from '../components/controls/button.tsx'
import { Form } from '../components/controls/form.tsx'
import { type Item, ItemList } from '../components/item-list.tsx'
import { Moment } from '../components/moment.tsx'
import { RichText } from '../components/rich-text.tsx'
import { type Frame, useFrame } from '../frame.tsx'
import { type AccountNotes, AccountPage } from './page.tsx'
import { accountPaths } from './paths.ts'

export interface SessionView {
  /** Whether an app holds it, by one of the social sign-in APIs; else it is a browser's. */
  readonly app?: boolean
  readonly id: string
  /** Browser and system in words. */
  readonly device: string
  /** The prefix of the network address. */
  readonly place?: string | undefined
  readonly startedAt: Date
  readonly seenAt: Date
  readonly current: boolean
}

export interface SessionsProps extends AccountNotes {
  readonly sessions: readonly SessionView[]
}

/** Where an account is signed in. */
export function Sessions({ sessions, problem, saved }: SessionsProps) {
  const frame = useFrame()
  const { t } = frame
  return (
    <AccountPage section="sessions" title={t('sessions.title')} lede={t('sessions.lede')} {...{ problem, saved }}>
      <ItemList items={sessions.map((session) => sessionItem(frame, session))} />
      {sessions.length > 1 && (
        <Form action={accountPaths.sessionsEndOthers}>
          <Button tone="danger">{t('sessions.end-others')}</Button>
        </Form>
      )}
    </AccountPage>
  )
}

function sessionItem({ t }: Frame, { app, id, device, place, startedAt, seenAt, current }: SessionView): Item {
  return {
    id,
    title: device,
    tags: current ? [{ text: t('sessions.current'), tone: 'good' }] : [],
    lines: [
      ...(app ? [t('sessions.app')] : []),
      <RichText key="seen" text="sessions.seen" values={{ when: <Moment at={seenAt} /> }} />,
      <RichText key="started" text="sessions.started" values={{ when: <Moment at={startedAt} /> }} />,
      ...(place ? [<RichText key="place" text="sessions.place" values={{ place }} />] : []),
    ],
    actions: !current && (
      <Form action={accountPaths.sessionEnd} hidden={app ? { appSession: id } : { session: id }}>
        <Button tone="plain" size="small" label={t('sessions.end-label', { device })}>
          {t('sessions.end')}
        </Button>
      </Form>
    ),
  }
}
