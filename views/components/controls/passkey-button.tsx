import { useFrame } from '../../frame.tsx'
import { Button } from './button.tsx'
import type { HiddenValues } from './form.tsx'

/** Where a passkey ceremony starts and ends. `assets/passkey.js` reads these from the form. */
export interface PasskeyForm {
  /** Takes the form with the field `credential`, the browser's answer as JSON. */
  readonly action: string
  /** Gives the options of the ceremony as JSON. */
  readonly optionsUrl: string
  readonly hidden?: HiddenValues | undefined
}

/** A button that asks the browser for a passkey, or makes one; where that cannot be, it says why. */
export function PasskeyButton(props: {
  readonly passkey: PasskeyForm
  readonly purpose: 'get' | 'create'
  /** Offers passkeys in the autofill of the field with `autocomplete="… webauthn"` too. */
  readonly autofill?: boolean
  readonly tone?: 'primary' | 'plain'
  readonly children: string
}) {
  const { t } = useFrame()
  const { action, optionsUrl, hidden = {} } = props.passkey
  return (
    <form
      class="form passkey"
      method="post"
      action={action}
      data-passkey={props.purpose}
      data-options={optionsUrl}
      data-autofill={props.autofill ? '' : undefined}
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="credential" value="" />
      <Button tone={props.tone ?? 'plain'}>
        <PasskeySign />
        {props.children}
      </Button>
      <noscript>
        <p class="field-hint">{t('sign-in.passkey-script')}</p>
      </noscript>
      <p class="field-hint" data-unsupported hidden>
        {t('sign-in.passkey-unsupported')}
      </p>
    </form>
  )
}

// The person with a key that the FIDO Alliance asks for beside the word, in our own hand.
function PasskeySign() {
  return (
    <svg
      viewBox="0 0 24 24"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
      focusable="false"
    >
      <circle cx="9.5" cy="7.5" r="4" stroke-width="1.8" />
      <path stroke-width="1.8" stroke-linecap="round" d="M2.5 20.5v-1a5 5 0 0 1 5-5h4.5" />
      <path
        stroke-width="1.8"
        stroke-linecap="round"
        stroke-linejoin="round"
        d="M18 11.5a3 3 0 0 1 1 5.800v4.200l-1 1-1-1v-4.200a3 3 0 0 1 1-5.800z"
      />
    </svg>
  )
}
