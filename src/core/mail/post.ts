/** A mail as it lies in the queue, opened. */
export interface QueuedMail {
  readonly id: string
  readonly to: string
  readonly template: string
  readonly locale: string
  readonly values: Readonly<Record<string, string>>
  readonly clientId?: string | undefined
}

/** What became of a mail; `reason` is for operators, and `final` says that another try is of no use. */
export type Delivery =
  | { readonly kind: 'sent' }
  | { readonly kind: 'refused'; readonly reason: string; readonly final: boolean }

/** Writes a mail and hands it to the mail system. */
export interface Post {
  send(mail: QueuedMail): Promise<Delivery>
}
