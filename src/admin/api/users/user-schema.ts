import { z } from 'zod'
import type { GivenCredentials } from '../../../core/users/administration/credentials/given-credentials.ts'
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

const credentials = {
  password: password.optional(),
  password_digest: z.string().max(512).optional(),
  password_hasher: z.string().max(50).optional(),
  skip_password_checks: z.boolean().optional(),
  totp_secret: z
    .string()
    .regex(/^[A-Z2-7]{16,128}=*$/i, 'must be base 32 of at least 80 bits')
    .optional(),
  backup_codes: z.array(z.string().min(8).max(64)).min(1).max(20).optional(),
}

function checkCredentials(
  {
    password,
    password_digest: digest,
    password_hasher: hasher,
    totp_secret,
    backup_codes,
  }: Readonly<Record<string, unknown>>,
  ctx: z.core.$RefinementCtx,
): void {
  const refuse = (field: string, message: string) =>
    ctx.issues.push({ code: 'custom', path: [field], message, input: '' })
  if ((digest === undefined) !== (hasher === undefined)) refuse('password_hasher', 'goes together with password_digest')
  if (backup_codes !== undefined && totp_secret === undefined) refuse('backup_codes', 'go together with totp_secret')
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
    ...credentials,
    skip_password_requirement: z.boolean().optional(),
    skip_legal_checks: z.boolean().optional(),
    created_at: z.iso.datetime({ offset: true }).optional(),
    banned: z.boolean().default(false),
    locked: z.boolean().default(false),
  })
  .superRefine(checkCredentials)

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
    ...credentials,
  })
  .superRefine(checkCredentials)

/** The password and second step that a caller gives, in our words. */
export function givenCredentials(body: z.output<z.ZodObject<typeof credentials>>): GivenCredentials {
  const { password_digest: value, password_hasher: hasher, totp_secret: secret } = body
  return {
    password: body.password,
    skipPasswordChecks: body.skip_password_checks,
    digest: value === undefined || hasher === undefined ? undefined : { value, hasher },
    totp: secret === undefined ? undefined : { secret, recoveryCodes: body.backup_codes ?? [] },
  }
}
