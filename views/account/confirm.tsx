import { ProblemAlert } from '../components/alert.tsx'
import { Button } from '../components/controls/button.tsx'
import { Field } from '../components/controls/field.tsx'
import { Form, type HiddenValues } from '../components/controls/form.tsx'
import { PasskeyButton, type PasskeyForm } from '../components/controls/passkey-button.tsx'
import type { Problem } from '../components/controls/problem.ts'
import { ProviderButtons, type ProviderOption } from '../components/controls/provider-buttons.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { RichText } from '../components/rich-text.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'
import { accountPaths } from './paths.ts'

export interface ConfirmIdentityProps {
  /** The e-mail address or name of the signed-in person. */
  readonly user: string
  readonly hasPassword: boolean
  readonly hidden?: HiddenValues | undefined
  readonly passkey?: PasskeyForm | undefined
  /** Takes nothing and mails a code. */
  readonly emailCodeAction?: string | undefined
  readonly federated?: { readonly action: string; readonly providers: readonly ProviderOption[] } | undefined
  readonly problem?: Problem | undefined
}

/** Asks for a fresh proof before something important changes. */
export function ConfirmIdentity(props: ConfirmIdentityProps) {
  const { t } = useFrame()
  const { passkey, federated, hidden, problem, emailCodeAction } = props
  return (
    <Layout title={t('confirm.title')} failed={problem !== undefined} scripts={passkey ? ['passkey.js'] : []}>
      <PageHeader title={t('confirm.title')}>
        <RichText text="confirm.lede" values={{ user: <strong>{props.user}</strong> }} />
      </PageHeader>
      <ProblemAlert problem={problem} />
      {props.hasPassword && (
        <Form action={accountPaths.confirm} hidden={hidden}>
          <Field
            name="password"
            type="password"
            label={t('common.password')}
            problem={problem}
            autoComplete="current-password"
          />
          <Button>{t('confirm.submit')}</Button>
        </Form>
      )}
      {passkey && (
        <PasskeyButton passkey={passkey} purpose="get" tone={props.hasPassword ? 'plain' : 'primary'}>
          {t('confirm.passkey')}
        </PasskeyButton>
      )}
      {emailCodeAction && (
        <Form action={emailCodeAction} hidden={hidden}>
          <Button tone="plain">{t('confirm.email-code')}</Button>
        </Form>
      )}
      {federated && <ProviderButtons {...federated} hidden={hidden} />}
    </Layout>
  )
}
