import { ProblemAlert } from '../components/alert.tsx'
import type { ClientSummary } from '../components/badge.tsx'
import { Button } from '../components/controls/button.tsx'
import { Field } from '../components/controls/field.tsx'
import { Form, type HiddenValues } from '../components/controls/form.tsx'
import { type Problem, problemText } from '../components/controls/problem.ts'
import { ProviderButtons, type ProviderOption } from '../components/controls/provider-buttons.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { RichText } from '../components/rich-text.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

export interface SignUpProps {
  /** Takes `email`, `name`, `password` and, when asked for, `username`. */
  readonly action: string
  readonly hidden?: HiddenValues | undefined
  readonly client?: ClientSummary | undefined
  readonly signInUrl: string
  readonly email?: string | undefined
  readonly name?: string | undefined
  readonly username?: string | undefined
  readonly askUsername?: boolean | undefined
  readonly passwordMinimum: number
  readonly federated?: { readonly action: string; readonly providers: readonly ProviderOption[] } | undefined
  readonly problem?: Problem | undefined
}

/** Makes an account. */
export function SignUp(props: SignUpProps) {
  const { t } = useFrame()
  const { client, federated } = props
  return (
    <Layout title={t('sign-up.title')} failed={props.problem !== undefined}>
      <PageHeader client={client} title={t('sign-up.title')}>
        {client && <RichText text="sign-in.continue-to" values={{ app: <strong>{client.name}</strong> }} />}
      </PageHeader>
      <ProblemAlert problem={props.problem} fields={['email', 'name', 'username', 'password']} />
      <AccountForm {...props} />
      {federated && federated.providers.length > 0 && (
        <>
          <p class="divider">{t('common.or')}</p>
          <ProviderButtons {...federated} hidden={props.hidden} />
        </>
      )}
      <p class="panel-foot">
        {t('sign-up.have-account')} <a href={props.signInUrl}>{t('sign-up.sign-in')}</a>
      </p>
    </Layout>
  )
}

function AccountForm({ action, hidden, email, name, username, askUsername, passwordMinimum, problem }: SignUpProps) {
  const { t } = useFrame()
  return (
    <Form action={action} hidden={hidden}>
      <Field
        name="email"
        type="email"
        label={t('common.email')}
        value={email}
        problem={problem}
        autoComplete="username"
        maxLength={320}
        first={!problem}
      />
      {askUsername && (
        <Field
          name="username"
          label={t('common.username')}
          value={username}
          hint={t('sign-up.username-hint')}
          problem={problem}
          autoComplete="nickname"
          maxLength={64}
          optional
        />
      )}
      <Field
        name="name"
        label={t('common.name')}
        value={name}
        problem={problem}
        autoComplete="name"
        maxLength={200}
        verbatim={false}
        optional
      />
      <Field
        name="password"
        type="password"
        label={t('common.password')}
        hint={t('password.rule', { count: passwordMinimum })}
        problem={problem}
        autoComplete="new-password"
      />
      <Button>{t('sign-up.submit')}</Button>
    </Form>
  )
}

/** Says that accounts are made by an administrator here. */
export function SignUpClosed({ signInUrl }: { readonly signInUrl: string }) {
  const frame = useFrame()
  const { t } = frame
  return (
    <Layout title={t('sign-up.closed-title')}>
      <PageHeader title={t('sign-up.closed-title')}>{problemText(frame, { code: 'sign-up.closed' })}</PageHeader>
      <p class="panel-foot">
        {t('sign-up.have-account')} <a href={signInUrl}>{t('sign-up.sign-in')}</a>
      </p>
    </Layout>
  )
}
