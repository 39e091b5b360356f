import { AppError } from '../../../errors.ts'
import type { ClientDetails } from '../client-details.ts'

/** What somebody says of an application; what is left out stays as it is. */
export type ClientChange = { readonly [Key in keyof ClientDetails]?: ClientDetails[Key] | undefined }

/** The details after a change, with what follows from it: a public application has no secret and uses PKCE. */
export function settleClient(before: ClientDetails, change: ClientChange): ClientDetails {
  const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const tokenEndpointAuthMethod = change.tokenEndpointAuthMethod ?? methodFor(before, change.public)
  const isPublic = change.public ?? tokenEndpointAuthMethod === 'none'
  if (isPublic !== (tokenEndpointAuthMethod === 'none')) {
    throw new AppError('input.invalid', {
      field: 'token_endpoint_auth_method',
      reason: 'must be none for a public application, and only for one',
    })
  }
  const pkceRequired = change.pkceRequired ?? (isPublic || before.pkceRequired)
  return { ...before, ...said, tokenEndpointAuthMethod, public: isPublic, pkceRequired }
}

function methodFor({ tokenEndpointAuthMethod: before }: ClientDetails, isPublic: boolean | undefined): string {
  if (isPublic === undefined) return before
  if (isPublic) return 'none'
  return before === 'none' ? 'client_secret_basic' : before
}
