import { Alert, ProblemAlert } from '../components/alert.tsx'
import type { ClientSummary } from '../components/badge.tsx'
import { Button } from '../components/controls/button.tsx'
import { CodeInput } from '../components/controls/code-input.tsx'
import { Form, type HiddenValues } from '../components/controls/form.tsx'
import type { Problem } from '../components/controls/problem.ts'
import { PageHeader } from '../components/page-header.tsx'
import { RichText } from '../components/rich-text.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

/** Why a code was mailed. */
export type CodePurpose = 'sign-up' | 'sign-in' | 'prove' | 'step-up'

export interface VerifyCodeProps {
  readonly purpose: CodePurpose
  /** Takes `code`. */
  readonly action: string
  /** Takes nothing and mails a new code. */
  readonly resendAction: string
  readonly hidden?: HiddenValues | undefined
  readonly client?: ClientSummary | undefined
  readonly email: string
  readonly minutes: number
  /** The provider that brought the address; given with `prove`. */
  readonly provider?: string | undefined
  /** The way back to another address or another way in. */
  readonly backUrl?: string | undefined
  readonly resent?: boolean | undefined
  readonly problem?: Problem | undefined
}

const titles = {
  'sign-up': 'verify.sign-up-title',
  'sign-in': 'verify.sign-in-title',
  prove: 'verify.prove-title',
  'step-up': 'verify.step-up-title',
} as const

/** Asks for the code that went to an address. */
export function VerifyCode(props: VerifyCodeProps) {
  const { t } = useFrame()
  const title = t(titles[props.purpose])
  return (
    <Layout title={title} failed={props.problem !== undefined}>
      <PageHeader client={props.client} title={title}>
        <Reason {...props} />
      </PageHeader>
      {props.resent && <Alert tone="success">{t('verify.resent')}</Alert>}
      <ProblemAlert problem={props.problem} fields={['code']} />
      <Form action={props.action} hidden={props.hidden}>
        <CodeInput kind="digits" label={t('common.code')} problem={props.problem} first />
        <Button>{t('verify.submit')}</Button>
      </Form>
      <div class="panel-foot stack">
        <Form action={props.resendAction} hidden={props.hidden}>
          <p class="inline-action">
            {t('verify.missing')} <Button tone="link">{t('verify.resend')}</Button>
          </p>
        </Form>
        {props.backUrl && (
          <p>
            <a href={props.backUrl}>{t(props.purpose === 'prove' ? 'verify.other-way' : 'verify.other-address')}</a>
          </p>
        )}
      </div>
    </Layout>
  )
}

function Reason({ purpose, email, minutes, provider }: VerifyCodeProps) {
  const address = <strong>{email}</strong>
  if (purpose === 'prove' && provider) {
    return <RichText text="verify.prove-reason" values={{ email: address, provider }} />
  }
  // Whoever signs in may have typed a name that nobody has; the page does not say.
  const text = purpose === 'sign-in' ? 'verify.sent-if-known' : 'verify.sent'
  return <RichText text={text} values={{ email: address, count: minutes }} />
}
