import type { ComponentChildren } from 'preact'
import { accountPaths } from './account/paths.ts'
import { Alert, ProblemAlert } from './components/alert.tsx'
import { Button, ButtonLink } from './components/controls/button.tsx'
import { Form } from './components/controls/form.tsx'
import { isMistake, type Problem } from './components/controls/problem.ts'
import { PageHeader } from './components/page-header.tsx'
import { useFrame } from './frame.tsx'
import { Layout } from './layout.tsx'

/** What every page of a site may show above its content. */
export interface SiteNotes {
  readonly problem?: Problem | undefined
  /** Set after a change was kept. */
  readonly saved?: boolean | undefined
}

/** What a page says of itself. */
export interface SiteContent extends SiteNotes {
  readonly title: string
  readonly lede?: ComponentChildren
  /** Fields that show the problem themselves. */
  readonly fields?: readonly string[]
  readonly scripts?: readonly string[]
  readonly children?: ComponentChildren
}

/** A link by its words. */
export interface SiteLink {
  readonly url: string
  readonly label: string
}

export interface SiteProps extends SiteContent {
  readonly menu: { readonly label: string; readonly entries: readonly SiteLink[]; readonly current: string }
  /** The way to the other site, for those who may go there. */
  readonly across?: SiteLink | undefined
}

/** The frame of the pages of signed-in people: menu, ways out, title and notes. */
export function SitePage({ menu, across, ...page }: SiteProps) {
  const { t } = useFrame()
  return (
    <Layout
      title={page.title}
      failed={isMistake(page.problem)}
      scripts={page.scripts ?? []}
      menu={<Menu {...menu} />}
      tools={<WaysOut across={across} />}
    >
      <PageHeader title={page.title}>{page.lede}</PageHeader>
      {page.saved && <Alert tone="success">{t('account.saved')}</Alert>}
      <ProblemAlert problem={page.problem} fields={page.fields} />
      {page.children}
    </Layout>
  )
}

function Menu({ label, entries, current }: SiteProps['menu']) {
  return (
    <nav class="menu" aria-label={label}>
      <ul>
        {entries.map((entry) => (
          <li key={entry.url}>
            <a href={entry.url} aria-current={entry.url === current ? 'page' : undefined}>
              {entry.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function WaysOut({ across }: Pick<SiteProps, 'across'>) {
  const { t } = useFrame()
  return (
    <div class="masthead-tools">
      {across && (
        <ButtonLink tone="plain" size="small" href={across.url}>
          {across.label}
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
