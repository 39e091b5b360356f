import { Button } from '../../components/controls/button.tsx'
import { Choices } from '../../components/controls/choices.tsx'
import { Field } from '../../components/controls/field.tsx'
import { Form } from '../../components/controls/form.tsx'
import { useFrame } from '../../frame.tsx'
import { type AdminNotes, AdminPage } from '../page.tsx'
import { adminPaths } from '../paths.ts'
import { type ApplicationKind, kindHint, kinds, kindText } from './kind.ts'

export interface NewApplicationProps extends AdminNotes {
  readonly kind: ApplicationKind
  readonly name: string
  /** One a line. */
  readonly redirectUris: string
  readonly scopes: string
}

/** Registers an application. */
export function NewApplication({ kind, name, redirectUris, scopes, problem }: NewApplicationProps) {
  const { t } = useFrame()
  return (
    <AdminPage
      section="applications"
      title={t('applications.register')}
      lede={t('new-application.lede')}
      problem={problem}
      fields={['name', 'redirect_uris', 'scopes']}
    >
      <Form action={adminPaths.newApplication}>
        <Choices
          name="kind"
          legend={t('application.kind')}
          value={kind}
          choices={kinds.map((each) => ({ value: each, text: t(kindText[each]), hint: t(kindHint[each]) }))}
        />
        <Field
          name="name"
          label={t('common.name')}
          value={name}
          problem={problem}
          maxLength={256}
          verbatim={false}
          autoComplete="off"
        />
        <Field
          name="redirect_uris"
          type="lines"
          label={t('application.redirect-uris')}
          hint={t('application.redirect-uris-hint')}
          value={redirectUris}
          problem={problem}
          optional="silent"
        />
        <Field
          name="scopes"
          label={t('application.scopes')}
          hint={t('application.scopes-hint')}
          value={scopes}
          problem={problem}
          maxLength={1024}
          autoComplete="off"
          optional
        />
        <Button>{t('new-application.submit')}</Button>
      </Form>
    </AdminPage>
  )
}
