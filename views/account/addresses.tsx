import { Button, ButtonLink } from '../components/controls/button.tsx'
import { CodeInput } from '../components/controls/code-input.tsx'
import { Field } from '../components/controls/field.tsx'
import { Form } from '../components/controls/form.tsx'
import { type Item, ItemList } from '../components/item-list.tsx'
import { RichText } from '../components/rich-text.tsx'
import { Section } from '../components/section.tsx'
import { type Frame, useFrame } from '../frame.tsx'
import { type AccountNotes, AccountPage } from './page.tsx'
import { aboutOne, accountPaths } from './paths.ts'

export interface AddressView {
  readonly id: string
  readonly email: string
  readonly primary: boolean
  readonly verified: boolean
}

export interface AddressesProps extends AccountNotes {
  readonly addresses: readonly AddressView[]
}

/** The e-mail addresses of an account. */
export function Addresses({ addresses, problem, saved }: AddressesProps) {
  const frame = useFrame()
  const { t } = frame
  return (
    <AccountPage
      section="addresses"
      title={t('addresses.title')}
      lede={t('addresses.lede')}
      fields={['email']}
      {...{ problem, saved }}
    >
      <ItemList items={addresses.map((address) => addressItem(frame, address))} />
      <Section title={t('addresses.add-title')}>
        <Form action={accountPaths.addresses}>
          <Field
            name="email"
            type="email"
            label={t('common.email')}
            problem={problem}
            autoComplete="email"
            maxLength={320}
          />
          <Button tone="plain">{t('addresses.add')}</Button>
        </Form>
      </Section>
    </AccountPage>
  )
}

function addressItem({ t }: Frame, { id, email, primary, verified }: AddressView): Item {
  const hidden = { address: id }
  return {
    id,
    title: email,
    tags: [
      ...(primary ? [{ text: t('addresses.primary'), tone: 'good' as const }] : []),
      ...(verified ? [] : [{ text: t('addresses.unverified'), tone: 'warning' as const }]),
    ],
    actions: (
      <>
        {!verified && (
          <Form action={accountPaths.addressSend} hidden={hidden}>
            <Button tone="plain" size="small" label={t('addresses.verify-label', { email })}>
              {t('addresses.verify')}
            </Button>
          </Form>
        )}
        {verified && !primary && (
          <Form action={accountPaths.addressPrimary} hidden={hidden}>
            <Button tone="plain" size="small" label={t('addresses.make-primary-label', { email })}>
              {t('addresses.make-primary')}
            </Button>
          </Form>
        )}
        {!primary && (
          <ButtonLink
            tone="danger"
            size="small"
            href={aboutOne(accountPaths.addressRemove, 'address', id)}
            label={t('addresses.remove-label', { email })}
          >
            {t('common.remove')}
          </ButtonLink>
        )}
      </>
    ),
  }
}

export interface AddressVerifyProps extends AccountNotes {
  readonly address: Pick<AddressView, 'id' | 'email'>
  readonly minutes: number
}

/** Asks for the code that went to a new address. */
export function AddressVerify({ address, minutes, problem }: AddressVerifyProps) {
  const { t } = useFrame()
  const hidden = { address: address.id }
  return (
    <AccountPage
      section="addresses"
      title={t('addresses.confirm-title')}
      lede={<RichText text="verify.sent" values={{ email: <strong>{address.email}</strong>, count: minutes }} />}
      fields={['code']}
      problem={problem}
    >
      <Form action={accountPaths.addressVerify} hidden={hidden}>
        <CodeInput kind="digits" label={t('common.code')} problem={problem} first />
        <Button>{t('verify.submit')}</Button>
      </Form>
      <Form action={accountPaths.addressSend} hidden={hidden}>
        <p class="inline-action">
          {t('verify.missing')} <Button tone="link">{t('verify.resend')}</Button>
        </p>
      </Form>
    </AccountPage>
  )
}
