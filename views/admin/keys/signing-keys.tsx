import { ButtonLink } from '../../components/controls/button.tsx'
import { ItemList } from '../../components/item-list.tsx'
import { useFrame } from '../../frame.tsx'
import { type AdminNotes, AdminPage } from '../page.tsx'
import { addressOf, adminPaths } from '../paths.ts'

export interface SigningKeyView {
  readonly kid: string
  readonly alg: string
  readonly state: 'active' | 'next' | 'retired'
}

export interface SigningKeysProps extends AdminNotes {
  readonly keys: readonly SigningKeyView[]
}

const stateText = { active: 'keys.active', next: 'keys.next', retired: 'keys.retired' } as const

/** The keys that tokens are signed with. */
export function SigningKeys({ keys, problem, saved }: SigningKeysProps) {
  const { t } = useFrame()
  return (
    <AdminPage section="keys" title={t('keys.title')} lede={t('keys.lede')} {...{ problem, saved }}>
      <ButtonLink tone="plain" href={adminPaths.rotateKeys}>
        {t('keys.rotate')}
      </ButtonLink>
      <ItemList
        items={keys.map(({ kid, alg, state }) => ({
          id: kid,
          title: kid,
          tags: [{ text: t(stateText[state]), tone: state === 'active' ? 'good' : 'warning' }],
          lines: [alg],
          actions: (
            <ButtonLink
              tone="danger"
              size="small"
              href={addressOf(adminPaths.keys, kid, 'revoke')}
              label={t('keys.revoke-label', { key: kid })}
            >
              {t('keys.revoke')}
            </ButtonLink>
          ),
        }))}
      />
    </AdminPage>
  )
}
