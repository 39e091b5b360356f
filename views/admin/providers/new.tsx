import { Button } from '../../components/controls/button.tsx'
import { Field } from '../../components/controls/field.tsx'
import { Form } from '../../components/controls/form.tsx'
import { useFrame } from '../../frame.tsx'
import { type AdminNotes, AdminPage } from '../page.tsx'
import { adminPaths } from '../paths.ts'

export interface NewProviderProps extends AdminNotes {
  readonly id: string
  readonly label: string
  readonly issuer: string
  readonly clientId: string
}

/** Adds any OpenID provider by its issuer. */
export function NewProvider({ id, label, issuer, clientId, problem }: NewProviderProps) {
  const { t } = useFrame()
  const fields = ['id', 'label', 'issuer', 'client_id', 'client_secret']
  const shared = { problem, autoComplete: 'off' }
  return (
    <AdminPage section="providers" title={t('providers.add')} lede={t('provider.lede')} {...{ problem, fields }}>
      <Form action={adminPaths.newProvider}>
        <Field name="id" label={t('provider.id')} hint={t('provider.id-hint')} value={id} maxLength={40} {...shared} />
        <Field name="issuer" label={t('provider.issuer')} value={issuer} maxLength={2048} {...shared} />
        <Field name="label" label={t('provider.label')} value={label} maxLength={100} verbatim={false} {...shared} />
        <Field name="client_id" label={t('application.client-id')} value={clientId} maxLength={500} {...shared} />
        <Field
          name="client_secret"
          type="password"
          label={t('application.secret')}
          problem={problem}
          autoComplete="new-password"
          optional
        />
        <Button>{t('common.continue')}</Button>
      </Form>
    </AdminPage>
  )
}
