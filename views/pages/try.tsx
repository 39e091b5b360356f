import { ProblemAlert } from '../components/alert.tsx'
import { Button, ButtonLink } from '../components/controls/button.tsx'
import { Form } from '../components/controls/form.tsx'
import type { Problem } from '../components/controls/problem.ts'
import { PageHeader } from '../components/page-header.tsx'
import { RichText } from '../components/rich-text.tsx'
import { Table } from '../components/table.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

/** A JSON object as an answer brought it. */
export type Answer = Readonly<Record<string, unknown>>

/** The way into the sign-in of `/try`. */
export function TryStart(props: { readonly startAction: string; readonly problem?: Problem | undefined }) {
  const { t, brand } = useFrame()
  return (
    <Layout title={t('try.title')} failed={props.problem !== undefined}>
      <PageHeader title={t('try.title')}>{t('try.lede')}</PageHeader>
      <ProblemAlert problem={props.problem} />
      <Form action={props.startAction}>
        <Button>{t('try.submit', { brand: brand.name })}</Button>
      </Form>
    </Layout>
  )
}

export interface TryResultProps {
  readonly idToken: Answer
  readonly tokenAnswer: Answer
  readonly userinfo: Answer
  readonly againUrl: string
  readonly signOutUrl?: string | undefined
}

/** What the small app received. */
export function TryResult({ idToken, tokenAnswer, userinfo, againUrl, signOutUrl }: TryResultProps) {
  const { t } = useFrame()
  const name = [idToken.name, userinfo.name, userinfo.email, idToken.sub].find((each) => typeof each === 'string')
  const title = t('try.result-title', { name: String(name) })
  return (
    <Layout title={title} width="wide">
      <div class="page-header">
        <h1>
          <RichText text="try.result-title" values={{ name: String(name) }} />
        </h1>
        <p class="lede">{t('try.result-lede')}</p>
      </div>
      <AnswerCard title={t('try.id-token')} lede={t('try.id-token-lede')} answer={idToken} />
      <AnswerCard title={t('try.token')} lede={t('try.token-lede')} answer={tokenAnswer} />
      <AnswerCard title={t('try.userinfo')} lede={t('try.userinfo-lede')} answer={userinfo} />
      <div class="choice">
        <ButtonLink href={againUrl}>{t('try.again')}</ButtonLink>
        {signOutUrl && (
          <ButtonLink tone="plain" href={signOutUrl}>
            {t('try.sign-out')}
          </ButtonLink>
        )}
      </div>
    </Layout>
  )
}

function AnswerCard({
  title,
  lede,
  answer,
}: {
  readonly title: string
  readonly lede: string
  readonly answer: Answer
}) {
  const { t } = useFrame()
  const rows = Object.entries(answer).map(([name, value]) => [
    <code key="name" dir="ltr">
      {name}
    </code>,
    <code key="value" dir="ltr">
      {typeof value === 'string' ? value : JSON.stringify(value)}
    </code>,
  ])
  return (
    <section class="answer">
      <h2>{title}</h2>
      <p class="quiet">{lede}</p>
      <Table caption={title} columns={[t('try.claim'), t('try.value')]} rows={rows} />
      <details>
        <summary>{t('try.raw')}</summary>
        <pre dir="ltr">{JSON.stringify(answer, null, 2)}</pre>
      </details>
    </section>
  )
}
