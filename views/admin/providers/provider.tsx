import { Button, ButtonLink } from '../../components/controls/button.tsx'
import { Checkbox, Field } from '../../components/controls/field.tsx'
import { Form } from '../../components/controls/form.tsx'
import { Facts, Verbatim } from '../../components/figures/facts.tsx'
import { useFrame } from '../../frame.tsx'
import { type AdminNotes, AdminPage } from '../page.tsx'
import { addressOf, adminPaths } from '../paths.ts'
import { type Extra, type ExtraSecret, extraTexts, secretTexts } from './extras.ts'
import { type ProviderSummary, setByText } from './list.tsx'

export interface ProviderSettingsProps extends AdminNotes {
  readonly provider: ProviderSummary & { readonly callbackUrl: string; readonly hasSecret: boolean }
  readonly values: {
    readonly label: string
    readonly client_id: string
    readonly scopes: string
    readonly enabled: boolean
  }
  /** What this one wants beside, with what is set. */
  readonly extras: Readonly<Partial<Record<Extra, string>>>
  readonly secrets: readonly ExtraSecret[]
}

/** One provider: where it sends people back to, and what it gave us. */
export function ProviderSettings({ provider, values, extras, secrets, problem, saved }: ProviderSettingsProps) {
  const { t } = useFrame()
  const { id, label, callbackUrl, hasSecret, setBy } = provider
  const named = Object.keys(extras) as Extra[]
  const fields = ['label', 'client_id', 'client_secret', 'scopes', ...named, ...secrets]
  // Credentials come from one place: who sets them here sets all of them.
  const kept = hasSecret && setBy === 'administrator' ? t('provider.secret-kept') : undefined
  return (
    <AdminPage section="providers" title={label} lede={t('provider.lede')} {...{ problem, saved, fields }}>
      <Facts
        facts={[
          [t('provider.callback'), <Verbatim key="url">{callbackUrl}</Verbatim>],
          [t('sending.status'), setBy ? t(setByText[setBy]) : t('providers.not-set')],
        ]}
      />
      <Form action={addressOf(adminPaths.providers, id)}>
        <Field
          name="client_id"
          label={t('application.client-id')}
          value={values.client_id}
          problem={problem}
          maxLength={500}
          autoComplete="off"
        />
        {named.map((name) => (
          <Field
            key={name}
            name={name}
            label={t(extraTexts[name])}
            value={extras[name]}
            problem={problem}
            maxLength={2048}
            autoComplete="off"
            optional="silent"
          />
        ))}
        <Field
          name="client_secret"
          type="password"
          label={t('application.secret')}
          hint={kept}
          problem={problem}
          autoComplete="new-password"
          optional
        />
        {secrets.map((name) => (
          <Field
            key={name}
            name={name}
            type={name === 'private_key' ? 'lines' : 'password'}
            label={t(secretTexts[name])}
            hint={kept}
            problem={problem}
            autoComplete="new-password"
            optional
          />
        ))}
        <Field
          name="scopes"
          label={t('application.scopes')}
          hint={t('provider.scopes-hint')}
          value={values.scopes}
          problem={problem}
          maxLength={2000}
          autoComplete="off"
          optional
        />
        <Field
          name="label"
          label={t('provider.label')}
          value={values.label}
          problem={problem}
          maxLength={100}
          verbatim={false}
          autoComplete="off"
          optional
        />
        <Checkbox name="enabled" label={t('provider.enabled')} checked={values.enabled} />
        <Button>{t('common.save')}</Button>
      </Form>
      {setBy === 'administrator' && (
        <div class="item-actions">
          <ButtonLink tone="danger" size="small" href={addressOf(adminPaths.providers, id, 'forget')}>
            {t('provider.forget')}
          </ButtonLink>
        </div>
      )}
    </AdminPage>
  )
}
