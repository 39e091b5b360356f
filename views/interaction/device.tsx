import { Alert, ProblemAlert } from '../components/alert.tsx'
import { ClientBadge, type ClientSummary } from '../components/badge.tsx'
import { Button } from '../components/controls/button.tsx'
import { CodeInput } from '../components/controls/code-input.tsx'
import { Form, type HiddenValues } from '../components/controls/form.tsx'
import type { Problem } from '../components/controls/problem.ts'
import { Moment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { RichText } from '../components/rich-text.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

export interface DeviceCodeProps {
  /** Takes `user_code`. */
  readonly action: string
  readonly hidden?: HiddenValues | undefined
  readonly userCode?: string | undefined
  readonly problem?: Problem | undefined
}

/** Asks for the code that a device shows (RFC 8628 section 3.3). */
export function DeviceCode({ action, hidden, userCode, problem }: DeviceCodeProps) {
  const { t } = useFrame()
  return (
    <Layout title={t('device.title')} failed={problem !== undefined}>
      <PageHeader title={t('device.title')}>{t('device.lede')}</PageHeader>
      <ProblemAlert problem={problem} fields={['user_code']} />
      <Form action={action} hidden={hidden}>
        <CodeInput name="user_code" kind="letters" label={t('device.label')} value={userCode} problem={problem} first />
        <Button>{t('device.submit')}</Button>
      </Form>
    </Layout>
  )
}

export interface DeviceConfirmProps {
  /** Takes the hidden values, and `abort=yes` when the person stops. */
  readonly action: string
  readonly hidden?: HiddenValues | undefined
  readonly client: ClientSummary
  readonly userCode: string
  /** Where the device is that asked, and since when. */
  readonly from?: { readonly address: string; readonly at: Date } | undefined
}

/** Shows the code again, so that nobody connects a device of somebody else (RFC 8628 section 5.4). */
export function DeviceConfirm({ action, hidden, client, userCode, from }: DeviceConfirmProps) {
  const { t } = useFrame()
  return (
    <Layout title={t('device.confirm-title')}>
      <ClientBadge client={client} />
      <PageHeader title={t('device.confirm-title')}>
        <RichText text="device.confirm-lede" values={{ app: <strong>{client.name}</strong> }} />
      </PageHeader>
      <p class="code-shown" dir="ltr">
        {userCode}
      </p>
      {from && (
        <p class="quiet">
          <RichText text="device.from" values={{ when: <Moment at={from.at} />, place: from.address }} />
        </p>
      )}
      <Alert tone="warning">{t('device.warning')}</Alert>
      <Form action={action} hidden={hidden}>
        <div class="choice">
          <Button>{t('device.allow')}</Button>
          <Button tone="plain" name="abort" value="yes">
            {t('device.deny')}
          </Button>
        </div>
      </Form>
    </Layout>
  )
}

/** How the connection ended. */
export function DeviceDone({ client, denied = false }: { readonly client?: ClientSummary; readonly denied?: boolean }) {
  const { t } = useFrame()
  const title = denied ? t('device.denied-title') : t('device.done-title')
  return (
    <Layout title={title}>
      <PageHeader client={client} title={title}>
        {denied && t('device.denied')}
        {!denied && client && <RichText text="device.done" values={{ app: <strong>{client.name}</strong> }} />}
        {!denied && !client && t('device.done-plain')}
      </PageHeader>
    </Layout>
  )
}
