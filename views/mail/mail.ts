import type { Frame } from '../frame.tsx'

/** What a mail says, in the order it says it; its HTML and its plain text are both made of this. */
export interface MailContent {
  readonly subject: string
  readonly heading: string
  readonly body: string
  /** What happened, when, on which device. */
  readonly facts?: readonly (readonly [name: string, value: string])[]
  readonly code?: string
  /** What to do about it; `lead` stands before the button. */
  readonly action?: { readonly lead?: string; readonly label: string; readonly url: string } | undefined
  readonly closing: readonly string[]
}

/** The values of a mail as they wait in the queue: times are ISO 8601, numbers are digits. */
export type MailValues<Needed extends string = never> = Readonly<
  Record<Needed, string> & { [optional: string]: string | undefined }
>

export interface MailTemplate {
  readonly needs: readonly string[]
  readonly write: (frame: Frame, values: MailValues) => MailContent
}

/** A mail: the values it cannot do without, and what it says in the language and brand of a frame. */
export function defineMail<Needed extends string>(
  needs: readonly Needed[],
  write: (frame: Frame, values: MailValues<Needed>) => MailContent,
): MailTemplate {
  return {
    needs,
    write(frame, values) {
      const missing = needs.filter((name) => values[name] === undefined)
      if (missing.length > 0) throw new Error(`the mail lacks ${missing.join(', ')}`)
      return write(frame, values as MailValues<Needed>)
    },
  }
}
