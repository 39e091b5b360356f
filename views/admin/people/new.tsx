import { Button } from '../../components/controls/button.tsx'
import { Checkbox, Field } from '../../components/controls/field.tsx'
import { Form } from '../../components/controls/form.tsx'
import { useFrame } from '../../frame.tsx'
import { type AdminNotes, AdminPage } from '../page.tsx'
import { adminPaths } from '../paths.ts'

export interface NewPersonProps extends AdminNotes {
  readonly email: string
  readonly name: string
  readonly username: string
  /** Whether they get a mail to choose a password. */
  readonly send: boolean
}

/** Adds a person. */
export function NewPerson({ email, name, username, send, problem }: NewPersonProps) {
  const { t } = useFrame()
  return (
    <AdminPage
      section="people"
      title={t('people.add')}
      lede={t('new-person.lede')}
      problem={problem}
      fields={['email', 'name', 'username']}
    >
      <Form action={adminPaths.newPerson}>
        <Field
          name="email"
          type="email"
          label={t('common.email')}
          value={email}
          problem={problem}
          maxLength={320}
          autoComplete="off"
        />
        <Field
          name="name"
          label={t('common.name')}
          value={name}
          problem={problem}
          maxLength={200}
          verbatim={false}
          autoComplete="off"
          optional
        />
        <Field
          name="username"
          label={t('common.username')}
          value={username}
          hint={t('sign-up.username-hint')}
          problem={problem}
          maxLength={64}
          autoComplete="off"
          optional
        />
        <Checkbox name="send" label={t('new-person.send')} checked={send} />
        <Button>{t('new-person.submit')}</Button>
      </Form>
    </AdminPage>
  )
}
