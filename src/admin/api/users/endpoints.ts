import { userCredentials } from './credentials.ts'
import { userExternalAccounts } from './external-accounts.ts'
import { manageUsers } from './manage.ts'
import { userMetadata } from './metadata.ts'
import { userStanding } from './standing.ts'

/** People (spec/clerk.md A.2.2); paths without an identifier come before those with one. */
export const userEndpoints = [
  ...userStanding,
  ...manageUsers,
  ...userMetadata,
  ...userCredentials,
  ...userExternalAccounts,
]
