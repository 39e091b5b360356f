import { Alert, ProblemAlert } from '../components/alert.tsx'
import type { ClientSummary } from '../components/badge.tsx'
import { Button } from '../components/controls/button.tsx'
import { Checkbox, Field } from '../components/controls/field.tsx'
import { Form, type HiddenValues } from '../components/controls/form.tsx'
import { PasskeyButton, type PasskeyForm } from '../components/controls/passkey-button.tsx'
import { isMistake, type Problem } from '../components/controls/problem.ts'
import { ProviderButtons, type ProviderOption } from '../components/controls/provider-buttons.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { RichText } from '../components/rich-text.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

export interface SignInProps {
  /** Takes `identifier`, `password` and, when offered, `remember=true`. */
  readonly action: string
  readonly hidden?: HiddenValues | undefined
  readonly client?: ClientSummary | undefined
  /** Who is signed in here and has to show again that it is them. */
  readonly signedInAs?: string | undefined
  /** What was typed last, or the app's `login_hint`. */
  readonly identifier?: string | undefined
  readonly remember?: boolean | undefined
  readonly recoverUrl?: string | undefined
  readonly signUpUrl?: string | undefined
  /** Takes the same form, without the password, and mails a code. */
  readonly emailCodeAction?: string | undefined
  readonly passkey?: PasskeyForm | undefined
  readonly federated?: { readonly action: string; readonly providers: readonly ProviderOption[] } | undefined
  /** The provider this browser signed in with last. */
  readonly lastUsed?: string | undefined
  readonly problem?: Problem | undefined
  /** The person comes from choosing a new password. */
  readonly passwordChanged?: boolean
}

/** Sign in with a password on one page; every other way in stands below it. */
export function SignIn(props: SignInProps) {
  const { t } = useFrame()
  const { client, passkey, federated, signUpUrl, signedInAs } = props
  const title = t(signedInAs === undefined ? 'sign-in.title' : 'sign-in.again-title')
  return (
    <Layout title={title} failed={isMistake(props.problem)} scripts={passkey ? ['passkey.js'] : []}>
      <PageHeader client={client} title={title}>
        <Reason {...props} />
      </PageHeader>
      {props.passwordChanged && <Alert tone="success">{t('recover.notice')}</Alert>}
      <ProblemAlert problem={props.problem} fields={['identifier']} />
      <PasswordForm {...props} />
      {(passkey || federated) && <p class="divider">{t('common.or')}</p>}
      {passkey && (
        <PasskeyButton passkey={passkey} purpose="get" autofill>
          {t('sign-in.passkey')}
        </PasskeyButton>
      )}
      {federated && <ProviderButtons {...federated} hidden={props.hidden} lastUsed={props.lastUsed} />}
      {signUpUrl && (
        <p class="panel-foot">
          {t('sign-in.new-here')} <a href={signUpUrl}>{t('sign-in.sign-up')}</a>
        </p>
      )}
    </Layout>
  )
}

function Reason({ client, signedInAs }: SignInProps) {
  if (!client) return null
  const app = <strong>{client.name}</strong>
  if (signedInAs === undefined) return <RichText text="sign-in.continue-to" values={{ app }} />
  return <RichText text="sign-in.again" values={{ app, user: <strong>{signedInAs}</strong> }} />
}

function PasswordForm(props: SignInProps) {
  const { t } = useFrame()
  const { action, hidden, identifier, recoverUrl, emailCodeAction, remember, passkey, problem } = props
  return (
    <Form action={action} hidden={hidden}>
      <Field
        name="identifier"
        label={t('common.identifier')}
        value={identifier}
        autoComplete={passkey ? 'username webauthn' : 'username'}
        inputMode="email"
        maxLength={320}
        problem={problem}
        first={!identifier}
      />
      <Field
        name="password"
        type="password"
        label={t('common.password')}
        autoComplete="current-password"
        first={Boolean(identifier)}
        aside={recoverUrl && <a href={recoverUrl}>{t('sign-in.forgot')}</a>}
      />
      {remember !== undefined && <Checkbox name="remember" label={t('sign-in.remember')} checked={remember} />}
      <Button>{t('sign-in.submit')}</Button>
      {emailCodeAction && (
        <Button tone="link" formAction={emailCodeAction} skipChecks>
          {t('sign-in.email-code')}
        </Button>
      )}
    </Form>
  )
}
