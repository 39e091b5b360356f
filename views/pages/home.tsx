import { ButtonLink } from '../components/controls/button.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

export interface HomeProps {
  readonly discoveryUrl: string
  readonly accountUrl?: string | undefined
  readonly adminUrl?: string | undefined
  /** Only on a loopback issuer. */
  readonly tryUrl?: string | undefined
}

/** The page at the issuer's root. */
export function Home({ discoveryUrl, accountUrl, adminUrl, tryUrl }: HomeProps) {
  const { t, brand } = useFrame()
  return (
    <Layout title={t('home.lede')}>
      <PageHeader title={brand.name}>{t('home.lede')}</PageHeader>
      <div class="stack">
        {accountUrl && <ButtonLink href={accountUrl}>{t('home.account')}</ButtonLink>}
        {tryUrl && (
          <ButtonLink tone={accountUrl ? 'plain' : 'primary'} href={tryUrl}>
            {t('home.try')}
          </ButtonLink>
        )}
        {adminUrl && (
          <ButtonLink tone="plain" href={adminUrl}>
            {t('home.admin')}
          </ButtonLink>
        )}
      </div>
      <section class="panel-foot">
        <h2>{t('home.developers')}</h2>
        <p>
          {t('home.discovery')}
          <br />
          <a href={discoveryUrl}>
            <code dir="ltr">{discoveryUrl}</code>
          </a>
        </p>
      </section>
    </Layout>
  )
}
