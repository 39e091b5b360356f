import { Button, ButtonLink } from '../components/controls/button.tsx'
import { Form } from '../components/controls/form.tsx'
import { useFrame } from '../frame.tsx'
import type { Translate } from '../text.ts'
import { type AccountNotes, AccountPage, type AccountSection } from './page.tsx'
import { accountPaths } from './paths.ts'

/** What is about to be taken away. */
export type Removal =
  | { readonly kind: 'address'; readonly id: string; readonly email: string }
  | { readonly kind: 'passkey'; readonly id: string; readonly name: string }
  | { readonly kind: 'factor' }
  | { readonly kind: 'login'; readonly id: string; readonly provider: string }
  | { readonly kind: 'app'; readonly id: string; readonly app: string }

/** Asks before something is taken away. */
export function ConfirmRemoval({ removal, problem }: AccountNotes & { readonly removal: Removal }) {
  const { t } = useFrame()
  const { section, back, action, field, title, lede, verb } = words(removal, t)
  return (
    <AccountPage section={section} title={title} lede={lede} problem={problem}>
      <Form action={action} hidden={field && 'id' in removal ? { [field]: removal.id } : {}}>
        <div class="choice">
          <Button tone="danger">{verb}</Button>
          <ButtonLink tone="plain" href={back}>
            {t('common.cancel')}
          </ButtonLink>
        </div>
      </Form>
    </AccountPage>
  )
}

interface Words {
  readonly section: AccountSection
  readonly back: string
  readonly action: string
  readonly field?: string
  readonly title: string
  readonly lede: string
  readonly verb: string
}

function words(removal: Removal, t: Translate): Words {
  switch (removal.kind) {
    case 'address':
      return {
        section: 'addresses',
        back: accountPaths.addresses,
        action: accountPaths.addressRemove,
        field: 'address',
        title: t('remove.address-title', { email: removal.email }),
        lede: t('remove.address-lede'),
        verb: t('common.remove'),
      }
    case 'passkey':
      return {
        section: 'security',
        back: accountPaths.security,
        action: accountPaths.passkeyRemove,
        field: 'passkey',
        title: t('remove.passkey-title', { name: removal.name }),
        lede: t('remove.passkey-lede'),
        verb: t('common.remove'),
      }
    case 'factor':
      return {
        section: 'security',
        back: accountPaths.security,
        action: accountPaths.secondFactorRemove,
        title: t('remove.factor-title'),
        lede: t('remove.factor-lede'),
        verb: t('security.factor-remove'),
      }
    case 'login':
      return {
        section: 'logins',
        back: accountPaths.logins,
        action: accountPaths.loginUnlink,
        field: 'identity',
        title: t('remove.login-title', { provider: removal.provider }),
        lede: t('remove.login-lede'),
        verb: t('logins.unlink'),
      }
    case 'app':
      return {
        section: 'apps',
        back: accountPaths.apps,
        action: accountPaths.appDisconnect,
        field: 'client',
        title: t('remove.app-title', { app: removal.app }),
        lede: t('remove.app-lede'),
        verb: t('apps.revoke'),
      }
  }
}
