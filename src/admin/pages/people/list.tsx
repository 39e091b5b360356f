import { People, type PeopleFilter, peopleFilters } from '../../../../views/admin/people/list.tsx'
import { type AskedUsers, listUsers } from '../../../core/users/administration/list-users.ts'
import { show, wasSaved } from '../../../http/own-pages/show.ts'
import type { Operator } from '../../access.ts'
import { askedOf, pageOf, pageSize } from '../listing.ts'
import { summaryOf } from './summary.ts'

/** The people, newest first, by address, name, user name or id. */
export async function showPeople(operator: Operator): Promise<void> {
  const { services } = operator
  const { q, filter: wanted, after } = askedOf(operator)
  const filter = peopleFilters.find((known) => known === wanted) ?? ''
  const now = services.clock.now()
  // Somebody who has gone is no place to go on from.
  const startingAfter = after !== undefined && (await services.store.users.find(after)) ? after : undefined
  const page = { orderBy: 'createdAt', descending: true, limit: pageSize + 1, offset: 0, startingAfter } as const
  const asked = { query: q || undefined, ...(filter === '' ? {} : narrowed(filter, now)) }
  const { shown, pages } = pageOf(operator, await listUsers(services, { asked, page }), ({ id }) => id)
  const people = shown.map((user) => summaryOf(user, now))
  show(operator, <People query={q} saved={wasSaved(operator)} {...{ people, filter, pages }} />)
}

function narrowed(filter: PeopleFilter, now: Date): AskedUsers {
  const filters: Record<PeopleFilter, AskedUsers> = {
    administrators: { isAdmin: true },
    banned: { banned: true },
    locked: { lockedAt: now },
    unverified: { unverified: true },
  }
  return filters[filter]
}
