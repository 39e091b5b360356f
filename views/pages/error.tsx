import { ButtonLink } from '../components/controls/button.tsx'
import { type Problem, problemText } from '../components/controls/problem.ts'
import { PageHeader } from '../components/page-header.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

export interface ErrorPageProps {
  readonly problem: Problem
  readonly status: number
  readonly requestId?: string | undefined
  /** A safe way back, when there is one. */
  readonly backUrl?: string | undefined
  /** The protocol's own words, such as `invalid_request: …`; shown to developers, folded away. */
  readonly technical?: string | undefined
}

/** A refusal that no other page can show. */
export function ErrorPage({ problem, status, requestId, backUrl, technical }: ErrorPageProps) {
  const frame = useFrame()
  const { t } = frame
  const title = status === 404 ? t('error.not-found-title') : t('error.title')
  return (
    <Layout title={title} failed>
      <PageHeader title={title}>{problemText(frame, problem)}</PageHeader>
      {backUrl && <ButtonLink href={backUrl}>{t('error.back')}</ButtonLink>}
      {technical && (
        <details class="technical">
          <summary>{t('error.technical')}</summary>
          <code dir="auto">{technical}</code>
        </details>
      )}
      {requestId && (
        <p class="panel-foot quiet">
          {t('common.request')} <code dir="ltr">{requestId}</code>
        </p>
      )}
    </Layout>
  )
}
