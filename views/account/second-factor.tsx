import { ButtonLink } from '../components/controls/button.tsx'
import { CodeList, EnrolTotp, type TotpKey } from '../components/controls/enrol-totp.tsx'
import type { HiddenValues } from '../components/controls/form.tsx'
import { useFrame } from '../frame.tsx'
import { type AccountNotes, AccountPage } from './page.tsx'
import { accountPaths } from './paths.ts'

export interface EnrolFactorProps extends AccountNotes, TotpKey {
  readonly hidden?: HiddenValues | undefined
}

/** Sets up an authenticator app. */
export function EnrolFactor({ qrUrl, secret, hidden, problem }: EnrolFactorProps) {
  const { t } = useFrame()
  const cancel = (
    <ButtonLink tone="plain" href={accountPaths.security}>
      {t('common.cancel')}
    </ButtonLink>
  )
  return (
    <AccountPage section="security" title={t('enrol.title')} lede={t('enrol.scan')} fields={['code']} problem={problem}>
      <EnrolTotp action={accountPaths.secondFactor} aside={cancel} {...{ qrUrl, secret, hidden, problem }} />
    </AccountPage>
  )
}

/** Shows recovery codes, the only time. */
export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const { t } = useFrame()
  return (
    <AccountPage section="security" title={t('recovery.title')} lede={t('recovery.lede')}>
      <CodeList codes={codes} />
      <ButtonLink href={accountPaths.security}>{t('recovery.done')}</ButtonLink>
    </AccountPage>
  )
}
