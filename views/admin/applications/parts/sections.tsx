import { AppTile } from '../../../components/badge.tsx'
import { Button, ButtonLink } from '../../../components/controls/button.tsx'
import { FileField } from '../../../components/controls/file-field.tsx'
import { Form } from '../../../components/controls/form.tsx'
import { Section } from '../../../components/section.tsx'
import { useFrame } from '../../../frame.tsx'
import { addressOf, adminPaths } from '../../paths.ts'
import type { ApplicationSummary } from '../list.tsx'

/** The secret, which can be renewed but not shown. */
export function SecretSection({ id, hasSecret }: ApplicationSummary & { readonly hasSecret: boolean }) {
  const { t } = useFrame()
  return (
    <Section
      title={t('application.secret')}
      lede={hasSecret ? t('application.secret-lede') : t('application.secret-none')}
    >
      {hasSecret && (
        <ButtonLink tone="plain" href={addressOf(adminPaths.applications, id, 'secret')}>
          {t('application.secret-new')}
        </ButtonLink>
      )}
    </Section>
  )
}

/** The picture people see when they enter. */
export function LogoSection(application: ApplicationSummary) {
  const { t } = useFrame()
  const { id, logoUrl } = application
  return (
    <Section title={t('application.logo')}>
      <div class="logo-row">
        <AppTile client={application} />
        {logoUrl && (
          <Form action={addressOf(adminPaths.applications, id, 'remove-logo')}>
            <Button tone="plain" size="small">
              {t('application.logo-remove')}
            </Button>
          </Form>
        )}
      </div>
      <Form action={addressOf(adminPaths.applications, id, 'logo')} withFile>
        <FileField
          name="file"
          label={t('application.logo-file')}
          hint={t('application.logo-hint')}
          accept="image/png,image/jpeg,image/gif,image/webp"
        />
        <Button tone="plain">{t('application.logo-save')}</Button>
      </Form>
    </Section>
  )
}

/** The ways to be rid of it. */
export function EndSection({ id, disabled }: ApplicationSummary) {
  const { t } = useFrame()
  return (
    <Section title={t('application.end')}>
      <div class="item-actions">
        {disabled ? (
          <Form action={addressOf(adminPaths.applications, id, 'enable')}>
            <Button tone="plain" size="small">
              {t('application.enable')}
            </Button>
          </Form>
        ) : (
          <ButtonLink tone="plain" size="small" href={addressOf(adminPaths.applications, id, 'disable')}>
            {t('application.disable')}
          </ButtonLink>
        )}
        <ButtonLink tone="danger" size="small" href={addressOf(adminPaths.applications, id, 'delete')}>
          {t('application.delete')}
        </ButtonLink>
      </div>
    </Section>
  )
}
