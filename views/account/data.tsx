import { Alert } from '../components/alert.tsx'
import { Button, ButtonLink } from '../components/controls/button.tsx'
import { Checkbox } from '../components/controls/field.tsx'
import { Form } from '../components/controls/form.tsx'
import { Section } from '../components/section.tsx'
import { useFrame } from '../frame.tsx'
import { formatDay } from '../text.ts'
import { type AccountNotes, AccountPage } from './page.tsx'
import { accountPaths } from './paths.ts'

export interface DataProps extends AccountNotes {
  readonly graceDays: number
  /** Set while the account waits for its end. */
  readonly deletesAt?: Date | undefined
}

/** What a person may do with all that is kept about them. */
export function Data({ graceDays, deletesAt, problem, saved }: DataProps) {
  const { t, locale } = useFrame()
  return (
    <AccountPage section="data" title={t('data.title')} {...{ problem, saved }}>
      {deletesAt && (
        <>
          <Alert tone="warning">{t('data.deleting', { date: formatDay(locale, deletesAt) })}</Alert>
          <Form action={accountPaths.keep}>
            <Button>{t('data.keep')}</Button>
          </Form>
        </>
      )}
      <Section title={t('data.download-title')} lede={t('data.download-lede')}>
        <ButtonLink tone="plain" href={accountPaths.download}>
          {t('data.download')}
        </ButtonLink>
      </Section>
      {!deletesAt && (
        <Section title={t('data.delete-title')} lede={t('data.delete-lede', { count: graceDays })}>
          <ButtonLink tone="danger" href={accountPaths.delete}>
            {t('data.delete')}
          </ButtonLink>
        </Section>
      )}
    </AccountPage>
  )
}

export interface DeleteAccountProps extends AccountNotes {
  readonly deletesAt: Date
}

/** Asks once more before an account goes. */
export function DeleteAccount({ deletesAt, problem }: DeleteAccountProps) {
  const { t, locale } = useFrame()
  return (
    <AccountPage
      section="data"
      title={t('data.delete-confirm-title')}
      lede={t('data.delete-confirm-lede', { date: formatDay(locale, deletesAt) })}
      problem={problem}
    >
      <Form action={accountPaths.delete}>
        <Checkbox name="understood" label={t('data.delete-understood')} required />
        <div class="choice">
          <Button tone="danger">{t('data.delete-submit')}</Button>
          <ButtonLink tone="plain" href={accountPaths.data}>
            {t('data.keep')}
          </ButtonLink>
        </div>
      </Form>
    </AccountPage>
  )
}
