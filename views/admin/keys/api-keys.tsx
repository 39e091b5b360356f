import { ButtonLink } from '../../components/controls/button.tsx'
import { type Item, ItemList } from '../../components/item-list.tsx'
import { Moment } from '../../components/moment.tsx'
import { RichText } from '../../components/rich-text.tsx'
import { type Frame, useFrame } from '../../frame.tsx'
import { type AdminNotes, AdminPage } from '../page.tsx'
import { addressOf, adminPaths } from '../paths.ts'

export interface ApiKeyView {
  readonly id: string
  readonly name: string
  readonly all: boolean
  readonly standing: 'good' | 'expired' | 'revoked'
  readonly expiresAt?: Date | undefined
  readonly usedAt?: Date | undefined
}

export interface ApiKeysProps extends AdminNotes {
  readonly keys: readonly ApiKeyView[]
}

/** The keys of the backend API, newest first. */
export function ApiKeys({ keys, problem, saved }: ApiKeysProps) {
  const frame = useFrame()
  const { t } = frame
  return (
    <AdminPage section="apiKeys" title={t('api-keys.title')} lede={t('api-keys.lede')} {...{ problem, saved }}>
      <ButtonLink href={adminPaths.newApiKey}>{t('api-keys.add')}</ButtonLink>
      <ItemList items={keys.map((key) => keyItem(frame, key))} empty={t('api-keys.none')} />
    </AdminPage>
  )
}

function keyItem({ t }: Frame, { id, name, all, standing, expiresAt, usedAt }: ApiKeyView): Item {
  const ended = { expired: 'api-keys.expired', revoked: 'api-keys.revoked' } as const
  const when = (text: 'api-keys.used' | 'api-keys.expires', at: Date) => (
    <RichText key={text} text={text} values={{ when: <Moment at={at} /> }} />
  )
  return {
    id,
    title: name,
    tags: standing === 'good' ? [] : [{ text: t(ended[standing]), tone: 'warning' }],
    lines: [
      t(all ? 'api-keys.all' : 'api-keys.read'),
      usedAt ? when('api-keys.used', usedAt) : t('api-keys.unused'),
      ...(expiresAt && standing === 'good' ? [when('api-keys.expires', expiresAt)] : []),
    ],
    actions: standing !== 'revoked' && (
      <ButtonLink
        tone="danger"
        size="small"
        href={addressOf(adminPaths.apiKeys, id, 'revoke')}
        label={t('keys.revoke-label', { key: name })}
      >
        {t('keys.revoke')}
      </ButtonLink>
    ),
  }
}
