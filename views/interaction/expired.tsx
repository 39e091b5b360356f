import type { ClientSummary } from '../components/badge.tsx'
import { ButtonLink } from '../components/controls/button.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

export interface ExpiredProps {
  readonly client?: ClientSummary | undefined
  /** Where the sign-in begins anew; known when the client is. */
  readonly restartUrl?: string | undefined
}

/** A sign-in that is over, with the way to begin it again. */
export function Expired({ client, restartUrl }: ExpiredProps) {
  const { t } = useFrame()
  return (
    <Layout title={t('expired.title')}>
      <PageHeader client={client} title={t('expired.title')}>
        {t('expired.lede')}
      </PageHeader>
      {restartUrl ? (
        <ButtonLink href={restartUrl}>{t('expired.start-again')}</ButtonLink>
      ) : (
        <p>{t('expired.return')}</p>
      )}
    </Layout>
  )
}

/** Says that a sign-in needs cookies, to a browser that keeps none. */
export function CookiesRefused({ restartUrl }: { readonly restartUrl: string }) {
  const { t } = useFrame()
  return (
    <Layout title={t('cookies.title')} failed>
      <PageHeader title={t('cookies.title')}>{t('cookies.lede')}</PageHeader>
      <ButtonLink href={restartUrl}>{t('cookies.again')}</ButtonLink>
    </Layout>
  )
}
