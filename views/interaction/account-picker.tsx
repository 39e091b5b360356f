import { Avatar, type ClientSummary } from '../components/badge.tsx'
import { Form, type HiddenValues } from '../components/controls/form.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { RichText } from '../components/rich-text.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

export interface AccountChoice {
  readonly id: string
  /** The name, or what stands for it. */
  readonly name: string
  readonly email?: string | undefined
  readonly avatarUrl?: string | undefined
  readonly signedIn: boolean
}

export interface AccountPickerProps {
  /** Takes `account=<id>`. */
  readonly action: string
  readonly hidden?: HiddenValues | undefined
  readonly client?: ClientSummary | undefined
  readonly accounts: readonly AccountChoice[]
  readonly otherUrl: string
}

/** Asks which account to go on with. */
export function AccountPicker({ action, hidden, client, accounts, otherUrl }: AccountPickerProps) {
  const { t } = useFrame()
  return (
    <Layout title={t('accounts.title')}>
      <PageHeader client={client} title={t('accounts.title')}>
        {client && <RichText text="accounts.continue-to" values={{ app: <strong>{client.name}</strong> }} />}
      </PageHeader>
      <Form action={action} hidden={hidden}>
        <ul class="accounts">
          {accounts.map((account) => (
            <li key={account.id}>
              <AccountButton account={account} />
            </li>
          ))}
        </ul>
      </Form>
      <p class="panel-foot">
        <a href={otherUrl}>{t('accounts.other')}</a>
      </p>
    </Layout>
  )
}

function AccountButton({ account: { id, name, email, avatarUrl, signedIn } }: { readonly account: AccountChoice }) {
  const { t } = useFrame()
  return (
    <button type="submit" class="account" name="account" value={id}>
      <Avatar name={name} url={avatarUrl} />
      <span class="account-words">
        <strong>
          <bdi>{name}</bdi>
        </strong>
        {email && email !== name && <bdi class="quiet">{email}</bdi>}
        {!signedIn && <span class="quiet">{t('accounts.signed-out')}</span>}
      </span>
    </button>
  )
}
