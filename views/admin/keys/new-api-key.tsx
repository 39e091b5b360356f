import { Button } from '../../components/controls/button.tsx'
import { Field, Select } from '../../components/controls/field.tsx'
import { Form } from '../../components/controls/form.tsx'
import { useFrame } from '../../frame.tsx'
import { type AdminNotes, AdminPage } from '../page.tsx'
import { adminPaths } from '../paths.ts'

/** For how many days a key may be made; 0 is without an end. */
export const keyLives = [30, 90, 365, 0] as const

export interface NewApiKeyProps extends AdminNotes {
  readonly name: string
  readonly access: string
  readonly days: string
}

/** Makes a key of the backend API. */
export function NewApiKey({ name, access, days, problem }: NewApiKeyProps) {
  const { t } = useFrame()
  const lives = keyLives.map((count) => ({
    value: String(count),
    text: count === 0 ? t('api-keys.for-ever') : t('api-keys.for-days', { count }),
  }))
  return (
    <AdminPage
      section="apiKeys"
      title={t('api-keys.add')}
      lede={t('api-keys.add-lede')}
      problem={problem}
      fields={['name', 'access', 'days']}
    >
      <Form action={adminPaths.newApiKey}>
        <Field
          name="name"
          label={t('api-keys.name')}
          value={name}
          problem={problem}
          maxLength={256}
          verbatim={false}
          autoComplete="off"
        />
        <Select
          name="access"
          label={t('api-keys.access')}
          value={access}
          options={[
            { value: 'read', text: t('api-keys.read') },
            { value: '*', text: t('api-keys.all') },
          ]}
          problem={problem}
        />
        <Select name="days" label={t('api-keys.life')} value={days} options={lives} problem={problem} />
        <Button>{t('api-keys.add')}</Button>
      </Form>
    </AdminPage>
  )
}
