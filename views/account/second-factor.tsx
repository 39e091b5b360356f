import { Button, ButtonLink } from '../components/controls/button.tsx'
import { CodeInput } from '../components/controls/code-input.tsx'
import { Form, type HiddenValues } from '../components/controls/form.tsx'
import { useFrame } from '../frame.tsx'
import { type AccountNotes, AccountPage } from './page.tsx'
import { accountPaths } from './paths.ts'

export interface EnrolFactorProps extends AccountNotes {
  /** The `otpauth:` address as a QR code: an SVG in a `data:` address. */
  readonly qrUrl: string
  /** The same secret to type, in groups of four letters. */
  readonly secret: string
  readonly hidden?: HiddenValues | undefined
}

/** Sets up an authenticator app. */
export function EnrolFactor({ qrUrl, secret, hidden, problem }: EnrolFactorProps) {
  const { t } = useFrame()
  return (
    <AccountPage section="security" title={t('enrol.title')} lede={t('enrol.scan')} fields={['code']} problem={problem}>
      <img class="qr" src={qrUrl} alt={t('enrol.qr')} width="200" height="200" />
      <div class="stack">
        <p class="quiet">{t('enrol.key')}</p>
        <p class="secret" dir="ltr">
          {secret}
        </p>
      </div>
      <Form action={accountPaths.secondFactor} hidden={hidden}>
        <CodeInput kind="digits" label={t('enrol.code')} problem={problem} />
        <div class="choice">
          <Button>{t('enrol.submit')}</Button>
          <ButtonLink tone="plain" href={accountPaths.security}>
            {t('common.cancel')}
          </ButtonLink>
        </div>
      </Form>
    </AccountPage>
  )
}

/** Shows recovery codes, the only time. */
export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const { t } = useFrame()
  return (
    <AccountPage section="security" title={t('recovery.title')} lede={t('recovery.lede')}>
      <ul class="codes" aria-label={t('recovery.list')} dir="ltr">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <ButtonLink href={accountPaths.security}>{t('recovery.done')}</ButtonLink>
    </AccountPage>
  )
}
