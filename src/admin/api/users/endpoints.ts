import type { z } from 'zod'
import { type AddUser, addUser } from '../../../core/users/add-user.ts'
import { type Call, endpoint } from '../edge/endpoint.ts'
import { userJson } from './user-json.ts'
import { newUser } from './user-schema.ts'

const create = endpoint({
  method: 'post',
  path: '/v1/users',
  summary: 'Create a user; addresses count as verified unless said otherwise',
  body: newUser,
  run: async (call) => userJson(call.services, await addUser(call.services, additionOf(call))),
})

function additionOf({ body, by, services }: Call<unknown, z.output<typeof newUser>>): AddUser {
  const { password_digest: digest, password_hasher: hasher } = body
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
    password: body.password,
    skipPasswordChecks: body.skip_password_checks,
    digest: digest === undefined || hasher === undefined ? undefined : { value: digest, hasher },
    locked: body.locked,
    by,
  }
}

/** People (spec/clerk.md A.2.2). */
export const userEndpoints = [create]
