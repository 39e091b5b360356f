import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { UserFilter } from '../../../store/user-filter.ts'
import { comparable, type User, type UserOrder } from '../../../store/users.ts'

/** A filter in the words of callers: addresses and user names as people write them. */
export interface AskedUsers extends Omit<UserFilter, 'emailKeys' | 'usernameKeys'> {
  readonly emails?: readonly string[] | undefined
  readonly usernames?: readonly string[] | undefined
}

export interface AskedPage {
  readonly orderBy: UserOrder
  readonly descending: boolean
  readonly limit: number
  readonly offset: number
  /** The last person of the page before; only for lists in the order of `createdAt`. */
  readonly startingAfter?: string | undefined
}

/** A page of the people that are asked for. */
export async function listUsers(
  { store }: Services,
  { asked, page }: { readonly asked: AskedUsers; readonly page: AskedPage },
): Promise<readonly User[]> {
  const { orderBy, descending, limit, offset } = page
  const after = await lastOf({ store }, page)
  return store.users.list({ filter: filterOf(asked), orderBy, descending, limit, offset, after })
}

/** How many people are asked for. */
export async function countUsers({ store }: Services, asked: AskedUsers): Promise<number> {
  return store.users.countMatching(filterOf(asked))
}

async function lastOf(
  { store }: Pick<Services, 'store'>,
  { startingAfter, orderBy }: AskedPage,
): Promise<User | undefined> {
  if (startingAfter === undefined) return undefined
  const refuse = (reason: string) => new AppError('input.invalid', { field: 'starting_after', reason })
  if (orderBy !== 'createdAt') throw refuse('works with the order created_at only')
  const last = await store.users.find(startingAfter)
  if (!last) throw refuse('must be the id of a user')
  return last
}

function filterOf({ emails, usernames, ...rest }: AskedUsers): UserFilter {
  return { ...rest, emailKeys: emails?.map(comparable), usernameKeys: usernames?.map(comparable) }
}
