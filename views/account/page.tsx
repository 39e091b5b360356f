import type { ComponentChildren } from 'preact'
import { Alert, ProblemAlert } from '../components/alert.tsx'
import { Button, ButtonLink } from '../components/controls/button.tsx'
import { Form } from '../components/controls/form.tsx'
import { isMistake, type Problem } from '../components/controls/problem.ts'
import { PageHeader } from '../components/page-header.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'
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
export interface AccountNotes {
  readonly problem?: Problem | undefined
  /** Set after a change was kept. */
  readonly saved?: boolean | undefined
}

/** The frame of the account pages: menu, sign-out, title and notes. */
export function AccountPage(
  props: AccountNotes & {
    readonly section: AccountSection
    readonly title: string
    readonly lede?: ComponentChildren
    /** Fields that show the problem themselves. */
    readonly fields?: readonly string[]
    readonly scripts?: readonly string[]
    readonly children?: ComponentChildren
  },
) {
  const { t } = useFrame()
  return (
    <Layout
      title={props.title}
      failed={isMistake(props.problem)}
      scripts={props.scripts ?? []}
      menu={<Menu current={props.section} />}
      tools={<WaysOut />}
    >
      <PageHeader title={props.title}>{props.lede}</PageHeader>
      {props.saved && <Alert tone="success">{t('account.saved')}</Alert>}
      <ProblemAlert problem={props.problem} fields={props.fields} />
      {props.children}
    </Layout>
  )
}

function Menu({ current }: { readonly current: AccountSection }) {
  const { t } = useFrame()
  return (
    <nav class="menu" aria-label={t('account.sections')}>
      <ul>
        {sections.map(([section, title]) => (
          <li key={section}>
            <a href={accountPaths[section]} aria-current={section === current ? 'page' : undefined}>
              {t(title)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function WaysOut() {
  const { t, adminUrl } = useFrame()
  return (
    <div class="masthead-tools">
      {adminUrl && (
        <ButtonLink tone="plain" size="small" href={adminUrl}>
          {t('home.admin')}
        </ButtonLink>
      )}
      <Form action={accountPaths.signOut}>
        <Button tone="plain" size="small">
          {t('account.sign-out')}
        </Button>
      </Form>
    </div>
  )
}
