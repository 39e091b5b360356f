import { ProblemAlert } from '../components/alert.tsx'
import { Button } from '../components/controls/button.tsx'
import { Field } from '../components/controls/field.tsx'
import { Form, type HiddenValues } from '../components/controls/form.tsx'
import type { Problem } from '../components/controls/problem.ts'
import { PageHeader } from '../components/page-header.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

export interface SetupProps {
  /** Takes `email`, `name` and `password`. */
  readonly action: string
  readonly hidden?: HiddenValues | undefined
  readonly email?: string | undefined
  readonly name?: string | undefined
  readonly passwordMinimum: number
  readonly problem?: Problem | undefined
}

/** Makes the first administrator, once. */
export function Setup({ action, hidden, email, name, passwordMinimum, problem }: SetupProps) {
  const { t, brand } = useFrame()
  const title = t('setup.title', { brand: brand.name })
  return (
    <Layout title={title} failed={problem !== undefined}>
      <PageHeader title={title}>{t('setup.lede')}</PageHeader>
      <ProblemAlert problem={problem} fields={['email', 'name', 'password']} />
      <Form action={action} hidden={hidden}>
        <Field
          name="email"
          type="email"
          label={t('common.email')}
          value={email}
          problem={problem}
          autoComplete="username"
          maxLength={320}
        />
        <Field
          name="name"
          label={t('common.name')}
          value={name}
          problem={problem}
          autoComplete="name"
          maxLength={200}
          verbatim={false}
          optional
        />
        <Field
          name="password"
          type="password"
          label={t('common.password')}
          hint={t('password.rule', { count: passwordMinimum })}
          problem={problem}
          autoComplete="new-password"
        />
        <Button>{t('setup.submit')}</Button>
      </Form>
      <p class="panel-foot quiet">{t('setup.once')}</p>
    </Layout>
  )
}
