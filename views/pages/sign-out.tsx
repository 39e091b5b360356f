import { Button, ButtonLink } from '../components/controls/button.tsx'
import { Form, type HiddenValues } from '../components/controls/form.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { RichText } from '../components/rich-text.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

export interface SignOutProps {
  /** Takes `logout=yes`, or nothing when the person stays. */
  readonly action: string
  readonly hidden?: HiddenValues | undefined
  readonly user?: string | undefined
  /** The app that asks for it. */
  readonly client?: string | undefined
}

/** Asks before a session ends. */
export function SignOut({ action, hidden, user, client }: SignOutProps) {
  const { t } = useFrame()
  return (
    <Layout title={t('sign-out.title')}>
      <PageHeader title={t('sign-out.title')}>
        {user && <RichText text="sign-out.lede" values={{ user: <strong>{user}</strong> }} />}
        {client && ' '}
        {client && <RichText text="sign-out.from" values={{ app: <strong>{client}</strong> }} />}
      </PageHeader>
      <Form action={action} hidden={hidden}>
        <div class="choice">
          <Button name="logout" value="yes">
            {t('sign-out.submit')}
          </Button>
          <Button tone="plain">{t('sign-out.stay')}</Button>
        </div>
      </Form>
    </Layout>
  )
}

/** Says how it ended: `kept` when the person chose to stay. */
export function SignedOut({ kept = false, signInUrl }: { readonly kept?: boolean; readonly signInUrl?: string }) {
  const { t } = useFrame()
  const title = kept ? t('sign-out.kept-title') : t('sign-out.done-title')
  return (
    <Layout title={title}>
      <PageHeader title={title}>{kept ? t('sign-out.kept') : t('sign-out.done')}</PageHeader>
      {signInUrl && !kept && (
        <ButtonLink tone="plain" href={signInUrl}>
          {t('sign-out.again')}
        </ButtonLink>
      )}
    </Layout>
  )
}
