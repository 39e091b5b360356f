import { Button, ButtonLink } from '../components/controls/button.tsx'
import { AccountHint, Field } from '../components/controls/field.tsx'
import { Form } from '../components/controls/form.tsx'
import { useFrame } from '../frame.tsx'
import { type AccountNotes, AccountPage } from './page.tsx'
import { accountPaths } from './paths.ts'

export interface ChangePasswordProps extends AccountNotes {
  /** False for an account that gets its first password. */
  readonly hasPassword: boolean
  readonly email: string
  readonly passwordMinimum: number
}

/** Changes the password, or sets the first one. */
export function ChangePassword({ hasPassword, email, passwordMinimum, problem }: ChangePasswordProps) {
  const { t } = useFrame()
  const title = hasPassword ? t('password.title') : t('password.add-title')
  return (
    <AccountPage
      section="security"
      title={title}
      lede={t('password.lede')}
      fields={['current', 'password']}
      problem={problem}
    >
      <Form action={accountPaths.password}>
        <AccountHint email={email} />
        {hasPassword && (
          <Field
            name="current"
            type="password"
            label={t('password.current')}
            problem={problem}
            autoComplete="current-password"
          />
        )}
        <Field
          name="password"
          type="password"
          label={t('common.new-password')}
          hint={t('password.rule', { count: passwordMinimum })}
          problem={problem}
          autoComplete="new-password"
        />
        <div class="choice">
          <Button>{t('password.submit')}</Button>
          <ButtonLink tone="plain" href={accountPaths.security}>
            {t('common.cancel')}
          </ButtonLink>
        </div>
      </Form>
    </AccountPage>
  )
}
