import type { Actor } from './record-event.ts'

/** Who asked for a change and from where, for the audit record. */
export interface Author {
  readonly actor: Actor
  readonly ip?: string | undefined
  readonly requestId?: string | undefined
}

/** The product itself, for what happens at start or by a job. */
export const bySystem: Author = { actor: { type: 'system' } }
