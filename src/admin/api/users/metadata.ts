import { z } from 'zod'
import { type ChangeMetadata, changeMetadata } from '../../../core/users/administration/change-metadata.ts'
import { endpoint, type Method } from '../edge/endpoint.ts'
import { jsonObject } from '../edge/fields.ts'
import { userJson } from './user-json.ts'

const body = z
  .strictObject({ public_metadata: jsonObject, private_metadata: jsonObject, unsafe_metadata: jsonObject })
  .partial()

function change(method: Method, how: ChangeMetadata['how'], summary: string) {
  return endpoint({
    method,
    path: '/v1/users/:id/metadata',
    summary,
    body,
    async run({ services, id, by, body: given }) {
      const metadata = {
        publicMetadata: given.public_metadata,
        privateMetadata: given.private_metadata,
        unsafeMetadata: given.unsafe_metadata,
      }
      return userJson(services, await changeMetadata(services, { id, metadata, how, by }))
    },
  })
}

/** What applications and operators have noted about people. */
export const userMetadata = [
  change('patch', 'merge', 'Merge into the metadata of a user; null removes a member at any depth'),
  change('put', 'replace', 'Replace each kind of metadata that is given'),
]
