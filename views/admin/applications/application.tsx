import { ButtonLink } from '../../components/controls/button.tsx'
import { Facts, Verbatim } from '../../components/figures/facts.tsx'
import { Moment } from '../../components/moment.tsx'
import { Section } from '../../components/section.tsx'
import { useFrame } from '../../frame.tsx'
import { type AdminNotes, AdminPage } from '../page.tsx'
import { addressOf, adminPaths } from '../paths.ts'
import { kindText } from './kind.ts'
import type { ApplicationSummary } from './list.tsx'
import { EndSection, LogoSection, SecretSection } from './parts/sections.tsx'
import { SettingsForm, settingsFields } from './parts/settings-form.tsx'

/** What an administrator changes every now and then; lists with one entry a line. */
export interface ApplicationSettings {
  readonly name: string
  readonly client_uri: string
  readonly redirect_uris: string
  readonly post_logout_redirect_uris: string
  readonly scopes: string
  readonly consent_screen_enabled: boolean
  readonly second_factor_required: boolean
}

export interface ApplicationProps extends AdminNotes {
  readonly application: ApplicationSummary & {
    readonly createdAt: Date
    readonly issuer: string
    readonly hasSecret: boolean
    readonly settings: ApplicationSettings
  }
}

/** One application: what it needs to know of us, its settings, its secret, its end. */
export function Application({ application, problem, saved }: ApplicationProps) {
  const { t } = useFrame()
  const { id, name, clientId, kind, createdAt, issuer, disabled, stranger } = application
  return (
    <AdminPage section="applications" title={name} problem={problem} saved={saved} fields={settingsFields}>
      {(disabled || stranger) && (
        <p class="pills">
          {disabled && (
            <span class="pill" data-tone="warning">
              {t('applications.disabled')}
            </span>
          )}
          {stranger && (
            <span class="pill" data-tone="warning">
              {t('applications.stranger')}
            </span>
          )}
        </p>
      )}
      <Facts
        facts={[
          [t('application.client-id'), <Verbatim key="id">{clientId}</Verbatim>],
          [t('application.issuer'), <Verbatim key="issuer">{issuer}</Verbatim>],
          [t('application.kind'), t(kindText[kind])],
          [t('application.registered'), <Moment key="at" at={createdAt} />],
        ]}
      />
      <Section title={t('application.settings')}>
        <SettingsForm
          action={addressOf(adminPaths.applications, id)}
          settings={application.settings}
          forPeople={kind !== 'machine'}
          problem={problem}
        />
      </Section>
      <Section title={t('application.protocol')} lede={t('application.protocol-lede')}>
        <ButtonLink tone="plain" href={addressOf(adminPaths.applications, id, 'protocol')}>
          {t('application.protocol-open')}
        </ButtonLink>
      </Section>
      <SecretSection {...application} />
      <LogoSection {...application} />
      <EndSection {...application} />
    </AdminPage>
  )
}
