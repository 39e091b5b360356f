import type { z } from 'zod'
import { type AddUser, addUser } from '../../../core/users/administration/add-user.ts'
import { countUsers, listUsers } from '../../../core/users/administration/list-users.ts'
import { updateUser } from '../../../core/users/administration/update-user.ts'
import { deleteUser } from '../../../core/users/delete-user.ts'
import { type Call, endpoint } from '../edge/endpoint.ts'
import { userJson, usersJson } from './user-json.ts'
import { askedOf, userFilter, userQuery } from './user-query.ts'
import { givenCredentials, newUser, userChange } from './user-schema.ts'

const collection = '/v1/users'
const member = `${collection}/:id`

const list = endpoint({
  method: 'get',
  path: collection,
  summary: 'List users, newest first, as a bare array',
  query: userQuery,
  async run({ services, query }) {
    const { limit, offset, order_by: order, starting_after: startingAfter, ...filter } = query
    const page = { ...order, limit, offset, startingAfter }
    return usersJson(services, await listUsers(services, { asked: askedOf(filter), page }))
  },
})

const count = endpoint({
  method: 'get',
  path: `${collection}/count`,
  summary: 'Count users',
  query: userFilter,
  run: async ({ services, query }) => ({
    object: 'total_count',
    total_count: await countUsers(services, askedOf(query)),
  }),
})

const create = endpoint({
  method: 'post',
  path: collection,
  summary: 'Create a user; addresses count as verified unless said otherwise',
  body: newUser,
  run: async (call) => userJson(call.services, await addUser(call.services, additionOf(call))),
})

const get = endpoint({
  method: 'get',
  path: member,
  summary: 'Get a user',
  run: async ({ services, id }) => userJson(services, await services.store.users.get(id)),
})

const update = endpoint({
  method: 'patch',
  path: member,
  summary: 'Change a user; what is left out stays as it is',
  body: userChange,
  async run({ services, id, body, by }) {
    const change = {
      firstName: body.first_name,
      lastName: body.last_name,
      username: body.username,
      externalId: body.external_id,
      locale: body.locale,
      groups: body.groups,
      isAdmin: body.is_admin,
      primaryEmailId: body.primary_email_address_id,
    }
    const signOut = body.sign_out_of_other_sessions
    return userJson(services, await updateUser(services, { id, change, signOut, by, ...givenCredentials(body) }))
  },
})

const remove = endpoint({
  method: 'delete',
  path: member,
  summary: 'Delete a user with everything that is theirs',
  async run({ services, id, by }) {
    await deleteUser(services, { id, by })
    return { object: 'user', id, deleted: true }
  },
})

function additionOf({ body, by, services }: Call<unknown, z.output<typeof newUser>>): AddUser {
  return {
    person: {
      emails: body.email_address.map((address, index) => ({
        address,
        verified: body.email_address_identification_status[index] !== 'reserved',
      })),
      username: body.username,
      firstName: body.first_name,
      lastName: body.last_name,
      locale: body.locale,
      externalId: body.external_id,
      groups: body.groups,
      isAdmin: body.is_admin,
      publicMetadata: body.public_metadata,
      privateMetadata: body.private_metadata,
      unsafeMetadata: body.unsafe_metadata,
      createdAt: body.created_at === undefined ? undefined : new Date(body.created_at),
      bannedAt: body.banned ? services.clock.now() : undefined,
    },
    ...givenCredentials(body),
    locked: body.locked,
    by,
  }
}

/** People as such. */
export const manageUsers = [count, list, create, get, update, remove]
