import type { EventRow } from '../../../views/admin/parts/events.tsx'
import { primaryName } from '../../core/users/profile/primary-name.ts'
import type { Services } from '../../services.ts'
import type { AuditEvent } from '../../store/audit.ts'

/** Lines of the audit record as pages show them: people by their names. */
export async function eventRows({ store }: Services, events: readonly AuditEvent[]): Promise<readonly EventRow[]> {
  const ids = events.flatMap(({ actorType, actorId }) => (actorType === 'user' && actorId !== null ? [actorId] : []))
  const people = await Promise.all([...new Set(ids)].map((id) => store.users.find(id)))
  const names = new Map(people.flatMap((user) => (user ? [[user.id, primaryName(user)] as const] : [])))
  return events.map(({ id, at, type, actorId, actorType, targetId, clientId, ip }) => ({
    id,
    at,
    type,
    actor: names.get(actorId ?? '') ?? actorId ?? actorType,
    actorId: names.has(actorId ?? '') ? (actorId ?? undefined) : undefined,
    target: targetId ?? clientId ?? undefined,
    ip: ip ?? undefined,
  }))
}
