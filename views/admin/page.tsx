import type { ComponentChildren } from 'preact'
import { accountPaths } from '../account/paths.ts'
import { Alert, ProblemAlert } from '../components/alert.tsx'
import { Button, ButtonLink } from '../components/controls/button.tsx'
import { Form } from '../components/controls/form.tsx'
import { isMistake, type Problem } from '../components/controls/problem.ts'
import { PageHeader } from '../components/page-header.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'
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
export interface AdminNotes {
  readonly problem?: Problem | undefined
  /** Set after a change was kept. */
  readonly saved?: boolean | undefined
}

/** The frame of the administrators' pages: menu, ways out, title and notes. */
export function AdminPage(
  props: AdminNotes & {
    readonly section: AdminSection
    readonly title: string
    readonly lede?: ComponentChildren
    /** Fields that show the problem themselves. */
    readonly fields?: readonly string[]
    readonly children?: ComponentChildren
  },
) {
  const { t } = useFrame()
  return (
    <Layout
      title={props.title}
      failed={isMistake(props.problem)}
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

function Menu({ current }: { readonly current: AdminSection }) {
  const { t } = useFrame()
  return (
    <nav class="menu" aria-label={t('admin.sections')}>
      <ul>
        {sections.map(([section, title]) => (
          <li key={section}>
            <a href={adminPaths[section]} aria-current={section === current ? 'page' : undefined}>
              {t(title)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function WaysOut() {
  const { t } = useFrame()
  return (
    <div class="masthead-tools">
      <ButtonLink tone="plain" size="small" href={accountPaths.profile}>
        {t('home.account')}
      </ButtonLink>
      <Form action={accountPaths.signOut}>
        <Button tone="plain" size="small">
          {t('account.sign-out')}
        </Button>
      </Form>
    </div>
  )
}
