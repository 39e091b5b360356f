import { Button, ButtonLink } from '../components/controls/button.tsx'
import { Field } from '../components/controls/field.tsx'
import { Form, type HiddenValues } from '../components/controls/form.tsx'
import { useFrame } from '../frame.tsx'
import { type AdminNotes, AdminPage, type AdminSection } from './page.tsx'

// What cannot be taken back is asked for on a page of its own: its title, what follows from it, and its verb.
const acts = {
  'renew-secret': ['applications', 'act.secret-title', 'act.secret-lede', 'act.secret-verb'],
  'disable-application': ['applications', 'act.disable-title', 'act.disable-lede', 'act.disable-verb'],
  'delete-application': ['applications', 'act.delete-title', 'act.delete-application-lede', 'act.delete-verb'],
  'ban-person': ['people', 'act.ban-title', 'act.ban-lede', 'act.ban-verb'],
  'promote-person': ['people', 'act.promote-title', 'act.promote-lede', 'act.promote-verb'],
  'demote-person': ['people', 'act.demote-title', 'act.demote-lede', 'act.demote-verb'],
  'remove-factors': ['people', 'act.factors-title', 'act.factors-lede', 'common.remove'],
  'sign-out-person': ['people', 'act.sign-out-title', 'act.sign-out-lede', 'act.sign-out-verb'],
  'unlink-login': ['people', 'act.unlink-title', 'act.unlink-lede', 'logins.unlink'],
  'disconnect-app': ['people', 'act.disconnect-title', 'act.disconnect-lede', 'apps.revoke'],
  'delete-person': ['people', 'act.delete-title', 'act.delete-person-lede', 'act.delete-verb'],
  'rotate-keys': ['keys', 'act.rotate-title', 'act.rotate-lede', 'act.rotate-verb'],
  'revoke-key': ['keys', 'act.revoke-title', 'act.revoke-key-lede', 'act.revoke-verb'],
  'revoke-api-key': ['apiKeys', 'act.revoke-title', 'act.revoke-api-key-lede', 'act.revoke-verb'],
  'forget-provider': ['providers', 'act.forget-title', 'act.forget-lede', 'act.forget-verb'],
} as const satisfies Record<string, readonly [AdminSection, string, string, string]>

export type Act = keyof typeof acts

export interface ConfirmActProps extends AdminNotes {
  readonly act: Act
  /** To what it is done. */
  readonly name: string
  readonly action: string
  readonly back: string
  /** Wants the name typed, for what is gone for good. */
  readonly typeName?: boolean
  /** Which of their things is meant. */
  readonly hidden?: HiddenValues | undefined
}

/** Asks before something is done that hurts somebody. */
export function ConfirmAct({ act, name, action, back, typeName, hidden, problem }: ConfirmActProps) {
  const { t } = useFrame()
  const [section, title, lede, verb] = acts[act]
  return (
    <AdminPage section={section} title={t(title, { name })} lede={t(lede)} problem={problem} fields={['name']}>
      <Form action={action} hidden={hidden}>
        {typeName && (
          <Field
            name="name"
            label={t('act.type-name', { name })}
            problem={problem}
            autoComplete="off"
            maxLength={400}
          />
        )}
        <div class="choice">
          <Button tone="danger">{t(verb)}</Button>
          <ButtonLink tone="plain" href={back}>
            {t('common.cancel')}
          </ButtonLink>
        </div>
      </Form>
    </AdminPage>
  )
}
