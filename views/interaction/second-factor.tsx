import { ProblemAlert } from '../components/alert.tsx'
import type { ClientSummary } from '../components/badge.tsx'
import { Button } from '../components/controls/button.tsx'
import { CodeInput } from '../components/controls/code-input.tsx'
import { Checkbox } from '../components/controls/field.tsx'
import { Form, type HiddenValues } from '../components/controls/form.tsx'
import { PasskeyButton, type PasskeyForm } from '../components/controls/passkey-button.tsx'
import type { Problem } from '../components/controls/problem.ts'
import { PageHeader } from '../components/page-header.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

/** A second step that an account can have. */
export type Factor = 'totp' | 'recovery' | 'passkey'

export interface SecondFactorProps {
  readonly factor: Factor
  /** Takes `code`; not used by the passkey. */
  readonly action: string
  readonly hidden?: HiddenValues | undefined
  readonly client?: ClientSummary | undefined
  /** Given when `factor` is `passkey`. */
  readonly passkey?: PasskeyForm | undefined
  /** The other steps of this account, each at its own address. */
  readonly others: readonly { readonly factor: Factor; readonly url: string }[]
  /** Offers not to ask again on this device: `trust=true`. */
  readonly trust?: boolean | undefined
  readonly problem?: Problem | undefined
}

const ledes = { totp: 'factor.totp-lede', recovery: 'factor.recovery-lede', passkey: 'factor.passkey-lede' } as const
const choices = { totp: 'factor.use-totp', recovery: 'factor.use-recovery', passkey: 'factor.use-passkey' } as const

/** Asks for the second step. */
export function SecondFactor(props: SecondFactorProps) {
  const { t } = useFrame()
  const { factor, passkey, others } = props
  return (
    <Layout
      title={t('factor.title')}
      failed={props.problem !== undefined}
      scripts={factor === 'passkey' ? ['passkey.js'] : []}
    >
      <PageHeader client={props.client} title={t('factor.title')}>
        {t(ledes[factor])}
      </PageHeader>
      <ProblemAlert problem={props.problem} fields={factor === 'passkey' ? [] : ['code']} />
      {factor === 'passkey' && passkey && (
        <PasskeyButton passkey={passkey} purpose="get" tone="primary">
          {t('factor.passkey')}
        </PasskeyButton>
      )}
      {factor !== 'passkey' && <CodeForm {...props} />}
      {others.length > 0 && (
        <section class="panel-foot stack">
          <h2>{t('factor.other')}</h2>
          <ul class="stack">
            {others.map((other) => (
              <li key={other.factor}>
                <a href={other.url}>{t(choices[other.factor])}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Layout>
  )
}

function CodeForm({ factor, action, hidden, problem, trust }: SecondFactorProps) {
  const { t } = useFrame()
  const totp = factor === 'totp'
  return (
    <Form action={action} hidden={hidden}>
      <CodeInput
        first
        kind={totp ? 'digits' : 'letters'}
        label={totp ? t('factor.totp-label') : t('factor.recovery-label')}
        problem={problem}
      />
      {trust !== undefined && <Checkbox name="trust" label={t('factor.trust')} checked={trust} />}
      <Button>{t('factor.submit')}</Button>
    </Form>
  )
}
