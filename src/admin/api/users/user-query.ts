import { z } from 'zod'
import type { AskedUsers } from '../../../core/users/administration/list-users.ts'
import { flag, moment, order, page, several } from '../edge/fields.ts'

const text = z.string().max(256).optional()

const filters = {
  email_address: several(),
  username: several(),
  user_id: several(),
  external_id: several(),
  query: text,
  email_address_query: text,
  username_query: text,
  name_query: text,
  banned: flag,
  created_at_after: moment,
  created_at_before: moment,
  last_active_at_after: moment,
  last_active_at_before: moment,
  last_active_at_since: moment,
  last_sign_in_at_after: moment,
  last_sign_in_at_before: moment,
  provider: text,
  provider_user_id: text,
}

const columns = {
  created_at: 'createdAt',
  updated_at: 'updatedAt',
  first_name: 'firstName',
  last_name: 'lastName',
  username: 'username',
  last_active_at: 'lastActiveAt',
  last_sign_in_at: 'lastSignInAt',
} as const
const names = Object.keys(columns) as (keyof typeof columns)[]

// A subject means nothing without the provider that gave it.
const needsProvider = ({ provider, provider_user_id: subject }: { provider?: unknown; provider_user_id?: unknown }) =>
  subject === undefined || provider !== undefined
const providerMissing = { path: ['provider'], message: 'goes together with provider_user_id' }

const order_by = order(names, '-created_at').transform(({ column, descending }) => ({
  orderBy: columns[column],
  descending,
}))

// Strict, unlike other queries: a filter that is not understood must not answer with everybody.
export const userFilter = z.strictObject(filters).refine(needsProvider, providerMissing)
export const userQuery = z
  .strictObject({ ...filters, ...page, order_by, starting_after: text })
  .refine(needsProvider, providerMissing)

/** What the caller asks for, in our words. */
export function askedOf(query: z.output<typeof userFilter>): AskedUsers {
  const activeAfter = query.last_active_at_after ?? query.last_active_at_since
  return {
    ids: query.user_id,
    emails: query.email_address,
    usernames: query.username,
    externalIds: query.external_id,
    query: query.query,
    emailQuery: query.email_address_query,
    usernameQuery: query.username_query,
    nameQuery: query.name_query,
    banned: query.banned,
    createdAt: spanOf(query.created_at_after, query.created_at_before),
    lastActiveAt: spanOf(activeAfter, query.last_active_at_before),
    lastSignInAt: spanOf(query.last_sign_in_at_after, query.last_sign_in_at_before),
    identity: loginOf(query),
  }
}

function spanOf(after: Date | undefined, before: Date | undefined) {
  return after === undefined && before === undefined ? undefined : { after, before }
}

function loginOf({ provider, provider_user_id: subject }: z.output<typeof userFilter>): AskedUsers['identity'] {
  return provider === undefined ? undefined : { provider: providerOf(provider), subject }
}

/** Clerk's `oauth_google` is our `google`. */
export function providerOf(name: string): string {
  return name.replace(/^oauth_/, '')
}
