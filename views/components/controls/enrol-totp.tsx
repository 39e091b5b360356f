import type { ComponentChildren } from 'preact'
import { useFrame } from '../../frame.tsx'
import { Button } from './button.tsx'
import { CodeInput } from './code-input.tsx'
import { Form, type HiddenValues } from './form.tsx'
import type { Problem } from './problem.ts'

/** What an authenticator app needs to know. */
export interface TotpKey {
  /** The `otpauth:` address as a QR code: an SVG in a `data:` address. */
  readonly qrUrl: string
  /** The same secret to type, in groups of four letters. */
  readonly secret: string
}

/** The QR code, the key to type, and the form that takes the first `code`. */
export function EnrolTotp(
  props: TotpKey & {
    readonly action: string
    readonly hidden?: HiddenValues | undefined
    readonly problem?: Problem | undefined
    /** A way out beside the button. */
    readonly aside?: ComponentChildren
  },
) {
  const { t } = useFrame()
  return (
    <>
      <img class="qr" src={props.qrUrl} alt={t('enrol.qr')} width="200" height="200" />
      <div class="stack">
        <p class="quiet">{t('enrol.key')}</p>
        <p class="secret" dir="ltr">
          {props.secret}
        </p>
      </div>
      <Form action={props.action} hidden={props.hidden}>
        <CodeInput kind="digits" label={t('enrol.code')} problem={props.problem} />
        <div class="choice">
          <Button>{t('enrol.submit')}</Button>
          {props.aside}
        </div>
      </Form>
    </>
  )
}

/** Recovery codes in a box that is easy to copy. */
export function CodeList({ codes }: { readonly codes: readonly string[] }) {
  const { t } = useFrame()
  return (
    <ul class="codes" aria-label={t('recovery.list')} dir="ltr">
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ul>
  )
}
