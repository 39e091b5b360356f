import { AppError } from '../../../errors.ts'
import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import type { Json } from '../../../store/prisma.ts'
import type { User } from '../../../store/users.ts'
import type { Author } from '../../audit/author.ts'
import { recordEvent } from '../../audit/record-event.ts'

const kinds = ['publicMetadata', 'privateMetadata', 'unsafeMetadata'] as const
type Kind = (typeof kinds)[number]

const fields = {
  publicMetadata: 'public_metadata',
  privateMetadata: 'private_metadata',
  unsafeMetadata: 'unsafe_metadata',
}

// Public metadata travels in tokens and answers, so no kind may grow without end.
const maxBytes = 32 * 1024

export interface ChangeMetadata {
  readonly id: UserId
  readonly metadata: { readonly [Name in Kind]?: Json | undefined }
  /** `merge` goes into objects, and null removes a member at any depth; `replace` puts the new object in place. */
  readonly how: 'merge' | 'replace'
  readonly by: Author
}

/** Changes what applications and operators have noted about a person. */
export async function changeMetadata(
  { store, clock }: Services,
  { id, metadata, how, by }: ChangeMetadata,
): Promise<User> {
  return store.transaction(async (tx) => {
    // Writing first makes two merges at once wait for each other.
    const before = await tx.users.update(id, { updatedAt: clock.now() })
    const changed = kinds.flatMap((kind) => {
      const given = metadata[kind]
      if (given === undefined) return []
      // The columns hold objects only: nothing else is ever written to them.
      const value = how === 'merge' ? merge(before[kind] as Json, given) : given
      refuseLarge(kind, value)
      return [[kind, value] as const]
    })
    const members = changed.map(([kind]) => fields[kind])
    await recordEvent({ store: tx, clock }, { type: 'user.metadata_updated', ...by, target: id, detail: { members } })
    return tx.users.update(id, Object.fromEntries(changed))
  })
}

function refuseLarge(kind: Kind, value: Json): void {
  if (Buffer.byteLength(JSON.stringify(value)) <= maxBytes) return
  throw new AppError('input.invalid', { field: fields[kind], reason: `is larger than ${maxBytes / 1024} kB` })
}

/** The second object laid over the first: objects are gone into, null removes, everything else takes the place. */
export function merge(before: Json, change: Json): Json {
  const merged = new Map(Object.entries(before))
  for (const [name, value] of Object.entries(change)) {
    if (value === null) merged.delete(name)
    else merged.set(name, isObject(value) ? merge(inner(merged.get(name)), value) : value)
  }
  return Object.fromEntries(merged)
}

function inner(value: unknown): Json {
  return isObject(value) ? value : {}
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
