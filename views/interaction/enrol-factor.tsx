import { ProblemAlert } from '../components/alert.tsx'
import type { ClientSummary } from '../components/badge.tsx'
import { Button } from '../components/controls/button.tsx'
import { CodeList, EnrolTotp, type TotpKey } from '../components/controls/enrol-totp.tsx'
import { Form, type HiddenValues } from '../components/controls/form.tsx'
import type { Problem } from '../components/controls/problem.ts'
import { PageHeader } from '../components/page-header.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

export interface EnrolRequiredProps extends TotpKey {
  /** Takes `code`. */
  readonly action: string
  readonly hidden?: HiddenValues | undefined
  readonly client?: ClientSummary | undefined
  readonly problem?: Problem | undefined
}

/** Sets up a second step during the sign-in, where an administrator asks for one. */
export function EnrolRequired({ action, hidden, client, qrUrl, secret, problem }: EnrolRequiredProps) {
  const { t } = useFrame()
  return (
    <Layout title={t('enrol.title')} failed={problem !== undefined}>
      <PageHeader client={client} title={t('enrol.title')}>
        {t('factor.required-lede')}
      </PageHeader>
      <ProblemAlert problem={problem} fields={['code']} />
      <p>{t('enrol.scan')}</p>
      <EnrolTotp {...{ action, hidden, qrUrl, secret, problem }} />
    </Layout>
  )
}

export interface KeepRecoveryCodesProps {
  readonly codes: readonly string[]
  /** Takes nothing and goes on with the sign-in. */
  readonly action: string
  readonly hidden?: HiddenValues | undefined
}

/** Shows recovery codes during the sign-in, the only time. */
export function KeepRecoveryCodes({ codes, action, hidden }: KeepRecoveryCodesProps) {
  const { t } = useFrame()
  return (
    <Layout title={t('recovery.title')}>
      <PageHeader title={t('recovery.title')}>{t('recovery.lede')}</PageHeader>
      <CodeList codes={codes} />
      <Form action={action} hidden={hidden}>
        <Button>{t('recovery.done')}</Button>
      </Form>
    </Layout>
  )
}
