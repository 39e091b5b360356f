import { Button, ButtonLink } from '../../../components/controls/button.tsx'
import { Form } from '../../../components/controls/form.tsx'
import { type Fact, Facts } from '../../../components/figures/facts.tsx'
import { Moment } from '../../../components/moment.tsx'
import { RichText } from '../../../components/rich-text.tsx'
import { Section } from '../../../components/section.tsx'
import { useFrame } from '../../../frame.tsx'
import { type Aspect, addressOf, adminPaths } from '../../paths.ts'
import type { PersonProps } from '../person.tsx'

type Shown = PersonProps['person']

/** Whether they may come in, and what they may do here. */
export function StandingSection({ id, banned, locked, isAdmin, email }: Shown) {
  const { t } = useFrame()
  return (
    <Section title={t('person.standing')}>
      <div class="item-actions">
        {email && <Do {...{ id }} aspect="recovery" text={t('person.recovery')} />}
        {locked && <Do {...{ id }} aspect="unlock" text={t('person.unlock')} />}
        {banned && <Do {...{ id }} aspect="unban" text={t('person.unban')} />}
        {isAdmin ? (
          <Ask {...{ id }} aspect="demote" text={t('person.demote')} />
        ) : (
          <Ask {...{ id }} aspect="promote" text={t('person.promote')} />
        )}
        {!banned && <Ask {...{ id }} aspect="ban" text={t('person.ban')} danger />}
      </div>
    </Section>
  )
}

/** What they prove with who they are. */
export function WaysInSection({ id, hasPassword, passwordChangedAt, factorSince, passkeys }: Shown) {
  const { t } = useFrame()
  const since = (text: 'person.password-set' | 'person.factor-on', at: Date) => (
    <RichText key={text} text={text} values={{ when: <Moment at={at} /> }} />
  )
  const facts: readonly Fact[] = [
    [
      t('security.password'),
      hasPassword && passwordChangedAt ? since('person.password-set', passwordChangedAt) : t('person.none'),
    ],
    [t('security.passkeys'), passkeys.length > 0 ? <bdi>{passkeys.join(', ')}</bdi> : t('person.none')],
    [t('security.factor'), factorSince ? since('person.factor-on', factorSince) : t('person.none')],
  ]
  return (
    <Section title={t('person.ways-in')}>
      <Facts facts={facts} />
      {factorSince && (
        <div class="item-actions">
          <Ask {...{ id }} aspect="factors" text={t('person.factors-remove')} danger />
        </div>
      )}
    </Section>
  )
}

/** The end of the account. */
export function EndSection({ id }: Shown) {
  const { t } = useFrame()
  return (
    <Section title={t('person.end')} lede={t('person.end-lede')}>
      <div class="item-actions">
        <Ask {...{ id }} aspect="delete" text={t('application.delete')} danger />
      </div>
    </Section>
  )
}

interface Deed {
  readonly id: string
  readonly aspect: Aspect
  readonly text: string
  readonly danger?: boolean
}

function Do({ id, aspect, text }: Deed) {
  return (
    <Form action={addressOf(adminPaths.people, id, aspect)}>
      <Button tone="plain" size="small">
        {text}
      </Button>
    </Form>
  )
}

function Ask({ id, aspect, text, danger = false }: Deed) {
  return (
    <ButtonLink tone={danger ? 'danger' : 'plain'} size="small" href={addressOf(adminPaths.people, id, aspect)}>
      {text}
    </ButtonLink>
  )
}
