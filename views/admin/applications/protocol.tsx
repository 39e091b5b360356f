import { Button, ButtonLink } from '../../components/controls/button.tsx'
import { Checkbox, Field, Select } from '../../components/controls/field.tsx'
import { Form } from '../../components/controls/form.tsx'
import { useFrame } from '../../frame.tsx'
import { type AdminNotes, AdminPage } from '../page.tsx'
import { addressOf, adminPaths } from '../paths.ts'

/** How an application speaks to us, for people who know the protocol. */
export interface ProtocolSettings {
  readonly token_endpoint_auth_method: string
  readonly jwks_uri: string
  readonly id_token_signed_response_alg: string
  readonly backchannel_logout_uri: string
  readonly pkce_required: boolean
  readonly par_required: boolean
  readonly dpop_required: boolean
  readonly fapi: boolean
  readonly pairwise: boolean
  readonly device: boolean
  readonly exchange: boolean
  readonly machine: boolean
}

export interface ApplicationProtocolProps extends AdminNotes {
  readonly id: string
  readonly name: string
  readonly settings: ProtocolSettings
}

const boxes = [
  ['pkce_required', 'application.pkce'],
  ['par_required', 'application.par'],
  ['dpop_required', 'application.dpop'],
  ['fapi', 'application.fapi'],
  ['pairwise', 'application.pairwise'],
  ['device', 'application.device'],
  ['exchange', 'application.exchange'],
  ['machine', 'application.machine'],
] as const

const methods = [
  ['client_secret_basic', 'auth.basic'],
  ['client_secret_post', 'auth.post'],
  ['private_key_jwt', 'auth.key'],
  ['none', 'auth.none'],
] as const

/** The protocol of one application. */
export function ApplicationProtocol({ id, name, settings, problem }: ApplicationProtocolProps) {
  const { t } = useFrame()
  const title = t('application.protocol-title', { name })
  const fields = ['token_endpoint_auth_method', 'jwks_uri', 'backchannel_logout_uri']
  return (
    <AdminPage section="applications" title={title} lede={t('application.protocol-lede')} {...{ problem, fields }}>
      <Form action={addressOf(adminPaths.applications, id, 'protocol')}>
        <Select
          name="token_endpoint_auth_method"
          label={t('application.auth-method')}
          value={settings.token_endpoint_auth_method}
          options={methods.map(([value, text]) => ({ value, text: t(text) }))}
          problem={problem}
        />
        <Field
          name="jwks_uri"
          label={t('application.jwks-uri')}
          hint={t('application.jwks-uri-hint')}
          value={settings.jwks_uri}
          problem={problem}
          maxLength={2048}
          optional
        />
        <Select
          name="id_token_signed_response_alg"
          label={t('application.alg')}
          value={settings.id_token_signed_response_alg}
          options={['RS256', 'ES256'].map((value) => ({ value, text: value }))}
        />
        <Field
          name="backchannel_logout_uri"
          label={t('application.backchannel')}
          hint={t('application.backchannel-hint')}
          value={settings.backchannel_logout_uri}
          problem={problem}
          maxLength={2048}
          optional
        />
        <div class="checks">
          {boxes.map(([box, label]) => (
            <Checkbox key={box} name={box} label={t(label)} checked={settings[box]} />
          ))}
        </div>
        <div class="choice">
          <Button>{t('common.save')}</Button>
          <ButtonLink tone="plain" href={addressOf(adminPaths.applications, id)}>
            {t('common.cancel')}
          </ButtonLink>
        </div>
      </Form>
    </AdminPage>
  )
}
