import { ButtonLink } from '../components/controls/button.tsx'
import { ProviderButtons, ProviderMark, type ProviderOption } from '../components/controls/provider-buttons.tsx'
import { type Item, ItemList } from '../components/item-list.tsx'
import { Moment } from '../components/moment.tsx'
import { RichText } from '../components/rich-text.tsx'
import { Section } from '../components/section.tsx'
import { type Frame, useFrame } from '../frame.tsx'
import { type AccountNotes, AccountPage } from './page.tsx'
import { aboutOne, accountPaths } from './paths.ts'

export interface LoginView {
  readonly id: string
  readonly provider: ProviderOption
  /** What the person is called there. */
  readonly name?: string | undefined
  readonly linkedAt: Date
}

export interface LoginsProps extends AccountNotes {
  readonly logins: readonly LoginView[]
  /** Those that are not linked yet. */
  readonly providers: readonly ProviderOption[]
}

/** The accounts elsewhere that open this one. */
export function Logins({ logins, providers, problem, saved }: LoginsProps) {
  const frame = useFrame()
  const { t } = frame
  return (
    <AccountPage section="logins" title={t('logins.title')} lede={t('logins.lede')} {...{ problem, saved }}>
      <ItemList items={logins.map((login) => loginItem(frame, login))} empty={t('logins.none')} />
      {providers.length > 0 && (
        <Section title={t('logins.add-title')}>
          <ProviderButtons action={accountPaths.logins} providers={providers} />
        </Section>
      )}
    </AccountPage>
  )
}

function loginItem({ t }: Frame, { id, provider, name, linkedAt }: LoginView): Item {
  return {
    id,
    title: provider.label,
    mark: <ProviderMark id={provider.id} />,
    lines: [
      ...(name ? [<bdi key="name">{name}</bdi>] : []),
      <RichText key="linked" text="logins.linked" values={{ when: <Moment at={linkedAt} /> }} />,
    ],
    actions: (
      <ButtonLink
        tone="danger"
        size="small"
        href={aboutOne(accountPaths.loginUnlink, 'identity', id)}
        label={t('logins.unlink-label', { provider: provider.label })}
      >
        {t('logins.unlink')}
      </ButtonLink>
    ),
  }
}
