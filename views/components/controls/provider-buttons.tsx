import { assetUrl, useFrame } from '../../frame.tsx'
import { Form, type HiddenValues } from './form.tsx'

/** An upstream login that is switched on. */
export interface ProviderOption {
  readonly id: string
  readonly label: string
}

/** The providers that `assets/providers` has a mark for. */
export const drawnProviders: readonly string[] = [
  'apple',
  'azuread',
  'bitbucket',
  'discord',
  'entraid',
  'facebook',
  'github',
  'gitlab',
  'google',
  'linkedin',
  'spotify',
  'strava',
  'twitch',
  'twitter',
  'wechat',
  'windowslive',
  'workos',
]

// Marks in one dark colour; the stylesheet turns them light in the dark.
const dark: readonly string[] = ['apple', 'github', 'twitter']

/** One button for each upstream login, the one used last first; each posts `provider=<id>` to the same address. */
export function ProviderButtons(props: {
  readonly action: string
  readonly hidden?: HiddenValues | undefined
  readonly providers: readonly ProviderOption[]
  readonly lastUsed?: string | undefined
}) {
  const { t } = useFrame()
  if (props.providers.length === 0) return null
  const isLast = ({ id }: ProviderOption) => id === props.lastUsed
  const inOrder = [...props.providers.filter(isLast), ...props.providers.filter((provider) => !isLast(provider))]
  const many = props.providers.length > 4
  return (
    <section class="providers" aria-label={t('sign-in.providers')} data-many={many ? '' : undefined}>
      {inOrder.map((provider) => (
        <Form key={provider.id} action={props.action} hidden={props.hidden}>
          <ProviderButton {...provider} short={many && !isLast(provider)} lastUsed={isLast(provider)} />
        </Form>
      ))}
    </section>
  )
}

function ProviderButton(props: ProviderOption & { readonly short: boolean; readonly lastUsed: boolean }) {
  const { t } = useFrame()
  const words = t('sign-in.with', { provider: props.label })
  return (
    <button
      type="submit"
      class="button"
      data-tone="plain"
      data-short={props.short ? '' : undefined}
      name="provider"
      value={props.id}
    >
      <ProviderMark id={props.id} />
      {props.short ? (
        <>
          <span aria-hidden="true">{props.label}</span>
          <span class="unseen">{words}</span>
        </>
      ) : (
        <span>{words}</span>
      )}
      {props.lastUsed && <span class="tag">{t('sign-in.last-used')}</span>}
    </button>
  )
}

/** The mark of a provider, or a neutral one. */
export function ProviderMark({ id }: { readonly id: string }) {
  const frame = useFrame()
  const name = drawnProviders.includes(id) ? id : 'generic'
  return (
    <img
      class="provider-mark"
      data-dark={dark.includes(id) ? '' : undefined}
      src={assetUrl(frame, `providers/${name}.svg`)}
      width="20"
      height="20"
      alt=""
    />
  )
}
