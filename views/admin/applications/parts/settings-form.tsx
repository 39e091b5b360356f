import { Button } from '../../../components/controls/button.tsx'
import { Checkbox, Field } from '../../../components/controls/field.tsx'
import { Form } from '../../../components/controls/form.tsx'
import type { Problem } from '../../../components/controls/problem.ts'
import { useFrame } from '../../../frame.tsx'
import type { ApplicationSettings } from '../application.tsx'

/** The fields that tell of a problem themselves. */
export const settingsFields = ['name', 'client_uri', 'redirect_uris', 'post_logout_redirect_uris', 'scopes']

/** The settings people understand without having read a specification. */
export function SettingsForm(props: {
  readonly action: string
  readonly settings: ApplicationSettings
  /** Whether people sign in to it at all. */
  readonly forPeople: boolean
  readonly problem: Problem | undefined
}) {
  const { t } = useFrame()
  const { settings, problem } = props
  return (
    <Form action={props.action}>
      <Field
        name="name"
        label={t('common.name')}
        value={settings.name}
        problem={problem}
        maxLength={256}
        verbatim={false}
        autoComplete="off"
      />
      <Field
        name="client_uri"
        label={t('application.homepage')}
        value={settings.client_uri}
        problem={problem}
        maxLength={2048}
        autoComplete="off"
        optional
      />
      <Field
        name="redirect_uris"
        type="lines"
        label={t('application.redirect-uris')}
        hint={t('application.redirect-uris-hint')}
        value={settings.redirect_uris}
        problem={problem}
        optional="silent"
      />
      <Field
        name="post_logout_redirect_uris"
        type="lines"
        label={t('application.logout-uris')}
        hint={t('application.logout-uris-hint')}
        value={settings.post_logout_redirect_uris}
        problem={problem}
        optional
      />
      <Field
        name="scopes"
        label={t('application.scopes')}
        hint={t('application.scopes-hint')}
        value={settings.scopes}
        problem={problem}
        maxLength={1024}
        autoComplete="off"
        optional
      />
      {props.forPeople && (
        <div class="checks">
          <Checkbox
            name="consent_screen_enabled"
            label={t('application.consent')}
            checked={settings.consent_screen_enabled}
          />
          <Checkbox
            name="second_factor_required"
            label={t('application.second-factor')}
            checked={settings.second_factor_required}
          />
        </div>
      )}
      <Button>{t('common.save')}</Button>
    </Form>
  )
}
