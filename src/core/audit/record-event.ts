import { newId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'

export interface Actor {
  readonly type: 'system' | 'user' | 'api-key' | 'client' | 'anonymous'
  readonly id?: string | undefined
}

/** One thing that happened: who did what to what; details never hold a secret or an address. */
export interface NewEvent {
  readonly type: string
  readonly actor: Actor
  readonly target?: string | undefined
  readonly clientId?: string | undefined
  readonly ip?: string | undefined
  readonly requestId?: string | undefined
  readonly detail?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
}

/** Adds a line to the audit record; in a transaction, pass its store in `services`. */
export async function recordEvent({ store, clock }: Pick<Services, 'store' | 'clock'>, event: NewEvent): Promise<void> {
  await store.audit.create(eventRow(clock.now(), event))
}

/** An event as it lies in its row. */
export function eventRow(at: Date, event: NewEvent) {
  return {
    id: newId('audit'),
    at,
    type: event.type,
    actorType: event.actor.type,
    actorId: event.actor.id ?? null,
    targetId: event.target ?? null,
    clientId: event.clientId ?? null,
    ip: event.ip ?? null,
    requestId: event.requestId ?? null,
    detail: { ...event.detail },
  }
}
