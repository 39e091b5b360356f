import { z } from 'zod'

const providers = [
  ...['apple', 'github', 'google', 'linkedin', 'discord', 'spotify', 'twitch', 'gitlab', 'bitbucket', 'workos'],
  ...['azuread', 'entraid', 'strava', 'facebook', 'windowslive', 'twitter'],
  'wechat', // beside the API's own list
] as const

/** The provider of a path. */
export const providerPath = z.object({ provider: z.enum(providers) })

// A parameter that is there but empty is refused, as the API's own validator does.
const present = z.string().min(1)
const commaSeparated = z
  .union([present, z.array(present)])
  .transform((value) => [value].flat().flatMap((entry) => entry.split(',')))
  .pipe(z.array(present).max(100))

const metadata = z.record(z.string(), z.json())
const metadataText = present.transform((text, context) => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' })
    return z.NEVER
  }
})

const displayName = z
  .string()
  .regex(/^[\p{L}\p{N}\p{S} ,.'-]+$/u)
  .refine((name) => [...name].length <= 32)
const locale = present.refine((value) => [2, 3].includes([...value].length))

/** What a new account is to have; who has one already keeps what they have. */
const options = z.object({
  allowedRoles: commaSeparated.optional(),
  defaultRole: present.optional(),
  displayName: displayName.optional(),
  locale: locale.optional(),
  metadata: metadataText.pipe(metadata).optional(),
})

/** `GET /signin/provider/{provider}` (spec/nhost.md 1.2). */
export const startRequest = options
  .extend({
    ...providerPath.shape,
    redirectTo: present.optional(),
    connect: present.optional(),
    state: present.optional(),
    codeChallenge: z
      .string()
      .regex(/^[\w-]{43}$/)
      .optional(),
    connection: present.optional(),
    organization: present.optional(),
  })
  .transform(({ provider, redirectTo, connect, state, codeChallenge, connection, organization, ...newUser }) => ({
    ...{ provider, redirectTo, connect, state, codeChallenge },
    newUser,
    params: { ...(connection ? { connection } : {}), ...(organization ? { organization } : {}) },
  }))

/** What lies in the attempt until the provider answers. */
export const memo = z.object({
  redirectTo: z.string(),
  state: z.string().optional(),
  codeChallenge: z.string().optional(),
  /** The session that wants to link a login; empty when its token was no good. */
  connect: z.string().optional(),
  newUser: options.extend({ allowedRoles: z.array(z.string()).optional(), metadata: metadata.optional() }),
})
export type Memo = z.output<typeof memo>

const refreshToken = z.string().regex(/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/)

/** `POST /token` */
export const refreshRequest = z.strictObject({ refreshToken })

/** `POST /token/exchange` */
export const exchangeRequest = z.strictObject({ code: present.max(128), codeVerifier: z.string().min(43).max(128) })

/** `POST /token/verify`; without a token, that of the header counts. */
export const verifyRequest = z.object({ token: present.optional() })

/** `POST /signout`: one session, or all of the bearer. */
export const signOutRequest = z.object({ refreshToken: present.optional(), all: z.boolean().optional() })

/** `POST /token/provider/{provider}` */
export const providerRefreshRequest = z.object({ refreshToken: present.max(4096) })
