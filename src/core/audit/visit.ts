/** Where a request of a person comes from, as far as budgets, records and notices need to know. */
export interface Visit {
  readonly ip: string
  /** The network the address counts for in budgets. */
  readonly network: string
  readonly userAgent: string | undefined
  readonly requestId: string | undefined
  /** The language of the page the person sees. */
  readonly locale: string
  /** The application they are on the way to. */
  readonly clientId?: string | undefined
}

/** A visit as the audit record has it. */
export function seenFrom({ ip, requestId }: Visit) {
  return { ip, requestId }
}
