import { Button, ButtonLink } from '../components/controls/button.tsx'
import { Field } from '../components/controls/field.tsx'
import { Form } from '../components/controls/form.tsx'
import { useFrame } from '../frame.tsx'
import { type AccountNotes, AccountPage } from './page.tsx'
import { accountPaths } from './paths.ts'
import type { PasskeyView } from './security.tsx'

export interface PasskeyNameProps extends AccountNotes {
  readonly passkey: Pick<PasskeyView, 'id' | 'name'>
}

/** Renames a passkey. */
export function PasskeyName({ passkey, problem }: PasskeyNameProps) {
  const { t } = useFrame()
  return (
    <AccountPage section="security" title={t('security.passkey-rename-title')} fields={['name']} problem={problem}>
      <Form action={accountPaths.passkeyRename} hidden={{ passkey: passkey.id }}>
        <Field
          name="name"
          label={t('security.passkey-name')}
          value={passkey.name}
          problem={problem}
          autoComplete="off"
          maxLength={80}
          verbatim={false}
        />
        <div class="choice">
          <Button>{t('common.save')}</Button>
          <ButtonLink tone="plain" href={accountPaths.security}>
            {t('common.cancel')}
          </ButtonLink>
        </div>
      </Form>
    </AccountPage>
  )
}
