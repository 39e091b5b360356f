import { Button } from '../components/controls/button.tsx'
import { Checkbox, Field } from '../components/controls/field.tsx'
import { Form } from '../components/controls/form.tsx'
import { Section } from '../components/section.tsx'
import { useFrame } from '../frame.tsx'
import { type AdminNotes, AdminPage } from './page.tsx'
import { adminPaths } from './paths.ts'

export interface SettingsProps extends AdminNotes {
  readonly name: string
  readonly logoUrl: string
  readonly accent: string
  readonly secondFactorRequired: boolean
  readonly applications: {
    readonly registration: boolean
    readonly documents: boolean
    readonly jwt: boolean
  }
}

/** How this service looks, and what it demands of people and applications. */
export function Settings(props: SettingsProps) {
  const { t, brand } = useFrame()
  const { name, logoUrl, accent, secondFactorRequired, applications, problem, saved } = props
  const fields = ['name', 'logoUrl', 'accent']
  const shared = { problem, autoComplete: 'off', optional: true } as const
  return (
    <AdminPage section="settings" title={t('settings.title')} lede={t('settings.lede')} {...{ problem, saved, fields }}>
      <Form action={adminPaths.settings}>
        <Field
          name="name"
          label={t('settings.name')}
          hint={name === '' ? brand.name : undefined}
          value={name}
          maxLength={60}
          verbatim={false}
          {...shared}
        />
        <Field
          name="logoUrl"
          label={t('settings.logo')}
          hint={t('profile.picture-hint')}
          value={logoUrl}
          maxLength={2000}
          {...shared}
        />
        <Field
          name="accent"
          label={t('settings.accent')}
          hint={t('settings.accent-hint')}
          value={accent}
          maxLength={7}
          {...shared}
        />
        <Checkbox name="secondFactorRequired" label={t('settings.second-factor')} checked={secondFactorRequired} />
        <Button>{t('common.save')}</Button>
      </Form>
      <Section title={t('settings.applications')}>
        <Form action={adminPaths.applicationSettings}>
          <div class="checks">
            <Checkbox name="registration" label={t('settings.registration')} checked={applications.registration} />
            <Checkbox name="documents" label={t('settings.documents')} checked={applications.documents} />
            <Checkbox name="jwt" label={t('settings.jwt')} checked={applications.jwt} />
          </div>
          <Button>{t('common.save')}</Button>
        </Form>
      </Section>
    </AdminPage>
  )
}
