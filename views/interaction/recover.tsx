import { ProblemAlert } from '../components/alert.tsx'
import { Button, ButtonLink } from '../components/controls/button.tsx'
import { AccountHint, Field } from '../components/controls/field.tsx'
import { Form, type HiddenValues } from '../components/controls/form.tsx'
import type { Problem } from '../components/controls/problem.ts'
import { PageHeader } from '../components/page-header.tsx'
import { RichText } from '../components/rich-text.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

export interface RecoverProps {
  /** Takes `email`. */
  readonly action: string
  readonly hidden?: HiddenValues | undefined
  readonly signInUrl?: string | undefined
  readonly email?: string | undefined
  readonly problem?: Problem | undefined
}

/** Asks where to send the link for a new password. */
export function Recover({ action, hidden, signInUrl, email, problem }: RecoverProps) {
  const { t } = useFrame()
  return (
    <Layout title={t('recover.title')} failed={problem !== undefined}>
      <PageHeader title={t('recover.title')}>{t('recover.lede')}</PageHeader>
      <ProblemAlert problem={problem} fields={['email']} />
      <Form action={action} hidden={hidden}>
        <Field
          name="email"
          type="email"
          label={t('common.email')}
          value={email}
          problem={problem}
          autoComplete="username"
          maxLength={320}
          first
        />
        <Button>{t('recover.submit')}</Button>
      </Form>
      <BackToSignIn url={signInUrl} />
    </Layout>
  )
}

export interface RecoverSentProps {
  readonly email: string
  readonly minutes: number
  readonly signInUrl?: string | undefined
}

/** The same answer whether the address is known or not. */
export function RecoverSent({ email, minutes, signInUrl }: RecoverSentProps) {
  const { t } = useFrame()
  return (
    <Layout title={t('recover.sent-title')}>
      <PageHeader title={t('recover.sent-title')}>
        <RichText text="recover.sent" values={{ email: <strong>{email}</strong>, count: minutes }} />
      </PageHeader>
      <BackToSignIn url={signInUrl} />
    </Layout>
  )
}

export interface RecoverPasswordProps {
  /** Takes `password`. */
  readonly action: string
  readonly hidden?: HiddenValues | undefined
  readonly email: string
  readonly passwordMinimum: number
  readonly problem?: Problem | undefined
}

/** Takes the new password of a person who came by the link. */
export function RecoverPassword({ action, hidden, email, passwordMinimum, problem }: RecoverPasswordProps) {
  const { t } = useFrame()
  return (
    <Layout title={t('recover.choose-title')} failed={problem !== undefined}>
      <PageHeader title={t('recover.choose-title')}>
        <RichText text="recover.choose-lede" values={{ email: <strong>{email}</strong> }} />
      </PageHeader>
      <ProblemAlert problem={problem} fields={['password']} />
      <Form action={action} hidden={hidden}>
        <AccountHint email={email} />
        <Field
          name="password"
          type="password"
          label={t('common.new-password')}
          hint={t('password.rule', { count: passwordMinimum })}
          problem={problem}
          autoComplete="new-password"
          first
        />
        <Button>{t('recover.choose-submit')}</Button>
      </Form>
    </Layout>
  )
}

/** A link that is used up, with the way to a new one. */
export function RecoverExpired({ recoverUrl }: { readonly recoverUrl: string }) {
  const { t } = useFrame()
  return (
    <Layout title={t('recover.expired-title')} failed>
      <PageHeader title={t('recover.expired-title')}>{t('recover.expired')}</PageHeader>
      <ButtonLink href={recoverUrl}>{t('recover.again')}</ButtonLink>
    </Layout>
  )
}

function BackToSignIn({ url }: { readonly url: string | undefined }) {
  const { t } = useFrame()
  if (!url) return null
  return (
    <p class="panel-foot">
      <a href={url}>{t('recover.back')}</a>
    </p>
  )
}
