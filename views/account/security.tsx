import { Button, ButtonLink } from '../components/controls/button.tsx'
import { Form } from '../components/controls/form.tsx'
import { PasskeyButton } from '../components/controls/passkey-button.tsx'
import { type Item, ItemList } from '../components/item-list.tsx'
import { Moment } from '../components/moment.tsx'
import { RichText } from '../components/rich-text.tsx'
import { Section } from '../components/section.tsx'
import { type Frame, useFrame } from '../frame.tsx'
import { type AccountNotes, AccountPage } from './page.tsx'
import { aboutOne, accountPaths } from './paths.ts'

export interface PasskeyView {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  readonly usedAt?: Date | undefined
}

export interface SecurityProps extends AccountNotes {
  /** Absent when the account has no password. */
  readonly passwordChangedAt?: Date | undefined
  readonly passkeys: readonly PasskeyView[]
  /** Absent while the second step is off. */
  readonly factorSince?: Date | undefined
  readonly recoveryCodesLeft: number
}

/** What an account is protected by: password, passkeys, second step, recovery codes. */
export function Security(props: SecurityProps) {
  const { t } = useFrame()
  const { problem, saved, factorSince } = props
  return (
    <AccountPage
      section="security"
      title={t('security.title')}
      lede={t('security.lede')}
      scripts={['passkey.js']}
      {...{ problem, saved }}
    >
      <PasswordSection changedAt={props.passwordChangedAt} />
      <PasskeySection passkeys={props.passkeys} />
      <FactorSection since={factorSince} />
      {factorSince && (
        <Section title={t('security.recovery')} lede={t('security.recovery-left', { count: props.recoveryCodesLeft })}>
          <Form action={accountPaths.recoveryCodes}>
            <Button tone="plain">{t('security.recovery-new')}</Button>
          </Form>
        </Section>
      )}
    </AccountPage>
  )
}

function PasswordSection({ changedAt }: { readonly changedAt: Date | undefined }) {
  const { t } = useFrame()
  const lede = changedAt ? (
    <RichText text="security.password-set" values={{ when: <Moment at={changedAt} /> }} />
  ) : (
    t('security.password-none')
  )
  return (
    <Section title={t('security.password')} lede={lede}>
      <ButtonLink tone="plain" href={accountPaths.password}>
        {changedAt ? t('security.password-change') : t('security.password-add')}
      </ButtonLink>
    </Section>
  )
}

function PasskeySection({ passkeys }: Pick<SecurityProps, 'passkeys'>) {
  const frame = useFrame()
  const { t } = frame
  return (
    <Section title={t('security.passkeys')} lede={t('security.passkeys-lede')}>
      <ItemList items={passkeys.map((passkey) => passkeyItem(frame, passkey))} empty={t('security.passkeys-none')} />
      <PasskeyButton
        passkey={{ action: accountPaths.passkeys, optionsUrl: accountPaths.passkeyOptions }}
        purpose="create"
      >
        {t('security.passkey-add')}
      </PasskeyButton>
    </Section>
  )
}

function passkeyItem({ t }: Frame, { id, name, createdAt, usedAt }: PasskeyView): Item {
  return {
    id,
    title: name,
    lines: [
      <RichText key="made" text="security.passkey-made" values={{ when: <Moment at={createdAt} /> }} />,
      usedAt ? (
        <RichText key="used" text="security.passkey-used" values={{ when: <Moment at={usedAt} /> }} />
      ) : (
        t('security.passkey-unused')
      ),
    ],
    actions: (
      <>
        <ButtonLink
          tone="plain"
          size="small"
          href={aboutOne(accountPaths.passkeyRename, 'passkey', id)}
          label={t('security.passkey-rename-label', { name })}
        >
          {t('security.passkey-rename')}
        </ButtonLink>
        <ButtonLink
          tone="danger"
          size="small"
          href={aboutOne(accountPaths.passkeyRemove, 'passkey', id)}
          label={t('security.passkey-remove-label', { name })}
        >
          {t('common.remove')}
        </ButtonLink>
      </>
    ),
  }
}

function FactorSection({ since }: { readonly since: Date | undefined }) {
  const { t } = useFrame()
  return (
    <Section title={t('security.factor')} lede={t('security.factor-lede')}>
      <p>
        {since ? (
          <RichText text="security.factor-on" values={{ when: <Moment at={since} /> }} />
        ) : (
          t('security.factor-off')
        )}
      </p>
      <ButtonLink
        tone={since ? 'danger' : 'plain'}
        href={since ? accountPaths.secondFactorRemove : accountPaths.secondFactor}
      >
        {since ? t('security.factor-remove') : t('security.factor-set-up')}
      </ButtonLink>
    </Section>
  )
}
