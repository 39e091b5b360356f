import { Button } from '../components/controls/button.tsx'
import { Form, type HiddenValues } from '../components/controls/form.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { RichText } from '../components/rich-text.tsx'
import { useFrame } from '../frame.tsx'
import { Layout } from '../layout.tsx'

export interface FormPostProps {
  /** The redirect URI of the app. */
  readonly action: string
  readonly values: HiddenValues
  readonly client?: string | undefined
}

/** Carries the answer to an app as a form (OAuth 2.0 Form Post Response Mode); the script presses the button. */
export function FormPost({ action, values, client }: FormPostProps) {
  const { t } = useFrame()
  return (
    <Layout title={t('form-post.title')} scripts={['form-post.js']}>
      <PageHeader title={t('form-post.title')}>
        {client ? (
          <RichText text="form-post.lede" values={{ app: <strong>{client}</strong> }} />
        ) : (
          t('form-post.lede-plain')
        )}
      </PageHeader>
      <Form action={action} hidden={values}>
        <Button>{t('common.continue')}</Button>
      </Form>
    </Layout>
  )
}
