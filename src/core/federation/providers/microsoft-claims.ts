import { z } from 'zod'
import { id, joinName, promise, text } from '../protocol/fields.ts'
import type { Identified } from '../provider.ts'

// `xms_edov`: the address belongs to a domain its tenant has proven. Without it any tenant may write any address.
const proven = z.union([z.boolean(), z.literal([1, '1', 'true']).transform(() => true)]).catch(false)
const addresses = z.array(z.string()).catch([])

/** What Entra ID and Azure AD say about a person, in ID tokens and at userinfo. */
export const microsoftClaims = z.object({
  sub: id.optional(),
  oid: id.optional(),
  email: text,
  email_verified: promise,
  xms_edov: proven,
  verified_primary_email: addresses,
  name: text,
  given_name: text,
  family_name: text,
  givenname: text,
  familyname: text,
})

/** Everything but the subject, which the two providers choose differently. */
export function describePerson(claims: z.output<typeof microsoftClaims>): Omit<Identified, 'subject'> {
  const firstName = claims.given_name ?? claims.givenname
  const lastName = claims.family_name ?? claims.familyname
  const listed = claims.email !== undefined && claims.verified_primary_email.includes(claims.email)
  return {
    email: claims.email,
    emailVerified: claims.email_verified || claims.xms_edov || listed,
    name: joinName(firstName, lastName) ?? claims.name,
    firstName,
    lastName,
  }
}
