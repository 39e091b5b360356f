import { Avatar } from '../components/badge.tsx'
import { Button } from '../components/controls/button.tsx'
import { Field, Select } from '../components/controls/field.tsx'
import { Form } from '../components/controls/form.tsx'
import { useFrame } from '../frame.tsx'
import { type Locale, languageName } from '../text.ts'
import { locales } from '../texts/catalogues.ts'
import { type AccountNotes, AccountPage } from './page.tsx'
import { accountPaths } from './paths.ts'

export interface ProfileProps extends AccountNotes {
  readonly name: string
  readonly username: string
  readonly email: string
  readonly picture: string
  /** Empty when the browser decides. */
  readonly locale: Locale | ''
}

/** What a person tells about themselves. */
export function Profile({ name, username, email, picture, locale, problem, saved }: ProfileProps) {
  const { t } = useFrame()
  const fields = ['name', 'username', 'picture', 'locale']
  return (
    <AccountPage section="profile" title={t('profile.title')} lede={t('profile.lede')} {...{ problem, saved, fields }}>
      <div class="person">
        <Avatar name={name || username || email} url={picture || undefined} />
        <div class="item-words">
          <strong>
            <bdi>{name || username || email}</bdi>
          </strong>
          <bdi class="quiet">{email}</bdi>
        </div>
      </div>
      <Form action={accountPaths.profile}>
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
          name="username"
          label={t('common.username')}
          value={username}
          hint={t('sign-up.username-hint')}
          problem={problem}
          autoComplete="username"
          maxLength={64}
          optional
        />
        <Field
          name="picture"
          label={t('profile.picture')}
          value={picture}
          hint={t('profile.picture-hint')}
          problem={problem}
          autoComplete="photo"
          maxLength={2000}
          optional
        />
        <Select
          name="locale"
          label={t('profile.locale')}
          value={locale}
          options={[
            { value: '', text: t('profile.locale-any') },
            ...locales.map((each) => ({ value: each, text: languageName(each), lang: each })),
          ]}
        />
        <Button>{t('common.save')}</Button>
      </Form>
    </AccountPage>
  )
}
