import { z } from 'zod'

/** The provider of a path, by the API's name for it. */
export const providerPath = z.object({ provider: z.string().regex(/^[a-z\d][a-z\d_-]{0,63}$/) })

const challenge = z.string().regex(/^[\w-]{43}$/)

/** `POST /login/oauth/{provider}/authorize`; the anti-fraud id of the kits is not ours to judge. */
export const startRequest = z
  .object({
    ...providerPath.shape,
    redirect_uri: z.string().default(''),
    code_challenge: challenge,
    code_challenge_method: z.literal('S256').optional(),
  })
  .transform(({ provider, redirect_uri, code_challenge }) => ({
    provider,
    redirectUri: redirect_uri,
    challenge: code_challenge,
  }))

/** What lies in the attempt until the provider answers. */
export const memo = z.object({ redirectUri: z.string(), challenge: z.string() })
export type Memo = z.output<typeof memo>

/** `POST /login/finalize` */
export const finalizeRequest = z
  .object({ challenge_token: z.string().min(1), code_verifier: z.string().max(128).optional() })
  .transform(({ challenge_token, code_verifier }) => ({ token: challenge_token, verifier: code_verifier }))

// There are no other identifiers here than addresses.
const identifier = z.object({
  type: z.literal('email_address'),
  value: z.string().regex(/^[^\s@]{1,64}@[^\s@]{1,255}$/),
})

/** `POST /otp`: to prove an address that a provider brought, or to sign in with one's own. */
export const codeRequest = z
  .object({
    challenge_token: z.string().min(1).optional(),
    identifier: identifier.optional(),
    code_challenge: challenge.optional(),
  })
  .transform(({ challenge_token, identifier, code_challenge }, context) => {
    if (challenge_token !== undefined && !identifier) return { kind: 'link', token: challenge_token } as const
    if (identifier && challenge_token === undefined) {
      return { kind: 'own', address: identifier.value, challenge: code_challenge } as const
    }
    context.addIssue({ code: 'custom', message: 'send either challenge_token or identifier' })
    return z.NEVER
  })

/** `POST /otp/check` */
export const checkRequest = z.object({ code: z.string().regex(/^\d{4,8}$/) })

/** `GET /me/list` */
export const listRequest = z.object({
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/)
    .transform(Number)
    .default(10),
  offset: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .default(0),
})

/** `POST /me/revoke` */
export const revokeRequest = z.discriminatedUnion('target', [
  z.object({ target: z.enum(['all', 'others', 'mine']) }),
  z.object({ target: z.literal('session'), session_id: z.string().min(1).max(100) }),
])
