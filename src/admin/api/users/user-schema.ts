import { z } from 'zod'
import type { GivenPassword } from '../../../core/users/administration/credentials/hash-given-password.ts'
import { jsonObject } from '../edge/fields.ts'

const email = z.email().max(254)
// No "@": a user name must not look like an address at sign-in.
const username = z
  .string()
  .max(64)
  .regex(/^[\p{L}\p{N}._-]+$/u, 'may hold letters, digits, ".", "_" and "-"')
const name = z.string().max(256)

const externalId = z.string().min(1).max(256)
const locale = z.string().max(35)
const groups = z.array(z.string().min(1).max(256)).max(200)

export const password = z.string().min(1).max(1024)

const passwords = {
  password: password.optional(),
  password_digest: z.string().max(512).optional(),
  password_hasher: z.string().max(50).optional(),
  skip_password_checks: z.boolean().optional(),
}

function checkPasswords(
  { password, password_digest: digest, password_hasher: hasher }: Readonly<Record<string, unknown>>,
  ctx: z.core.$RefinementCtx,
): void {
  const refuse = (field: string, message: string) =>
    ctx.issues.push({ code: 'custom', path: [field], message, input: '' })
  if ((digest === undefined) !== (hasher === undefined)) refuse('password_hasher', 'goes together with password_digest')
  if (password !== undefined && digest !== undefined)
    refuse('password_digest', 'cannot be given together with password')
}

const absent = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value) => value ?? undefined)

export const newUser = z
  .strictObject({
    first_name: absent(name),
    last_name: absent(name),
    username: absent(username),
    external_id: absent(externalId),
    locale: absent(locale),
    groups: groups.default([]),
    is_admin: z.boolean().default(false),
    public_metadata: jsonObject.default({}),
    private_metadata: jsonObject.default({}),
    unsafe_metadata: jsonObject.default({}),
    email_address: z.array(email).max(20).default([]),
    email_address_identification_status: z
      .array(z.enum(['verified', 'reserved']))
      .max(20)
      .default([]),
    ...passwords,
    skip_password_requirement: z.boolean().optional(),
    created_at: z.iso.datetime({ offset: true }).optional(),
    banned: z.boolean().default(false),
    locked: z.boolean().default(false),
  })
  .superRefine(checkPasswords)

export const userChange = z
  .strictObject({
    first_name: name.nullable().optional(),
    last_name: name.nullable().optional(),
    username: username.nullable().optional(),
    external_id: externalId.nullable().optional(),
    locale: locale.nullable().optional(),
    groups: groups.optional(),
    is_admin: z.boolean().optional(),
    primary_email_address_id: z.string().max(64).optional(),
    sign_out_of_other_sessions: z.boolean().optional(),
    ...passwords,
  })
  .superRefine(checkPasswords)

/** The password that a caller gives, in our words. */
export function givenPassword(body: z.output<z.ZodObject<typeof passwords>>): GivenPassword {
  const { password_digest: value, password_hasher: hasher } = body
  return {
    password: body.password,
    skipPasswordChecks: body.skip_password_checks,
    digest: value === undefined || hasher === undefined ? undefined : { value, hasher },
  }
}
