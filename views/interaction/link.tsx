import { Button, ButtonLink } from '../components/controls/button.tsx'
import { Form } from '../components/controls/form.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { RichText } from '../components/rich-text.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

export interface ConfirmLinkProps {
  /** Takes nothing: opening a link changes nothing, pressing the button does. */
  readonly action: string
  /** The address to be confirmed; without it the link unlocks the password. */
  readonly email?: string | undefined
}

/** Asks before a link of a mail takes effect, so that a mail scanner that opens it does nothing. */
export function ConfirmLink({ action, email }: ConfirmLinkProps) {
  const { t } = useFrame()
  const title = email === undefined ? t('link.unlock-title') : t('link.address-title')
  return (
    <Layout title={title}>
      <PageHeader title={title}>
        {email === undefined ? (
          t('link.unlock-lede')
        ) : (
          <RichText text="link.address-lede" values={{ email: <strong>{email}</strong> }} />
        )}
      </PageHeader>
      <Form action={action}>
        <Button>{email === undefined ? t('link.unlock-submit') : t('link.address-submit')}</Button>
      </Form>
    </Layout>
  )
}

const endings = {
  address: ['link.address-done-title', 'link.address-done'],
  unlock: ['link.unlock-done-title', 'link.unlock-done'],
  password: ['link.password-done-title', 'link.password-done'],
  expired: ['link.expired-title', 'link.expired'],
} as const

export interface LinkEndProps {
  readonly end: keyof typeof endings
  /** Where the sign-in goes on, when this browser has one under way. */
  readonly signInUrl?: string | undefined
}

/** What a link of a mail has done, and how to go on. */
export function LinkEnd({ end, signInUrl }: LinkEndProps) {
  const { t } = useFrame()
  const [title, lede] = endings[end]
  return (
    <Layout title={t(title)} failed={end === 'expired'}>
      <PageHeader title={t(title)}>{t(lede)}</PageHeader>
      {signInUrl && <ButtonLink href={signInUrl}>{t('link.sign-in')}</ButtonLink>}
    </Layout>
  )
}
