import { ButtonLink } from '../components/controls/button.tsx'
import { Facts, Verbatim } from '../components/figures/facts.tsx'
import { useFrame } from '../frame.tsx'
import { AdminPage, type AdminSection } from './page.tsx'

export interface ShownSecretProps {
  readonly section: AdminSection
  /** Whose it is. */
  readonly name: string
  readonly clientId?: string | undefined
  readonly secret: string
  readonly back: string
}

/** A secret, this once. */
export function ShownSecret({ section, name, clientId, secret, back }: ShownSecretProps) {
  const { t } = useFrame()
  return (
    <AdminPage section={section} title={t('shown-secret.title')} lede={t('shown-secret.lede', { name })}>
      <Facts
        facts={[
          ...(clientId ? [[t('application.client-id'), <Verbatim key="id">{clientId}</Verbatim>] as const] : []),
          [t(clientId ? 'application.secret' : 'shown-secret.key'), <Verbatim key="secret">{secret}</Verbatim>],
        ]}
      />
      <ButtonLink href={back}>{t('shown-secret.done')}</ButtonLink>
    </AdminPage>
  )
}
