import { ButtonLink } from '../../components/controls/button.tsx'
import { ProviderMark } from '../../components/controls/provider-buttons.tsx'
import { ItemList } from '../../components/item-list.tsx'
import { useFrame } from '../../frame.tsx'
import { type AdminNotes, AdminPage } from '../page.tsx'
import { addressOf, adminPaths } from '../paths.ts'

export interface ProviderSummary {
  readonly id: string
  readonly label: string
  readonly enabled: boolean
  readonly setBy: 'administrator' | 'environment' | undefined
}

export const setByText = {
  administrator: 'providers.set-here',
  environment: 'providers.set-environment',
} as const

/** The services people can sign in with, or could. */
export function Providers({ providers, saved }: AdminNotes & { readonly providers: readonly ProviderSummary[] }) {
  const { t } = useFrame()
  return (
    <AdminPage section="providers" title={t('providers.title')} lede={t('providers.lede')} saved={saved}>
      <ButtonLink tone="plain" href={adminPaths.newProvider}>
        {t('providers.add')}
      </ButtonLink>
      <ItemList
        items={providers.map(({ id, label, enabled, setBy }) => ({
          id,
          title: label,
          href: addressOf(adminPaths.providers, id),
          mark: <ProviderMark id={id} />,
          tags: setBy
            ? [{ text: t(enabled ? 'providers.on' : 'providers.off'), tone: enabled ? 'good' : 'warning' }]
            : [],
          lines: [setBy ? t(setByText[setBy]) : t('providers.not-set')],
        }))}
      />
    </AdminPage>
  )
}
