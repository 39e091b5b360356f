import { z } from 'zod'

const providerId = z.string().regex(/^[A-Za-z\d][\w-]{0,63}$/)

/** The provider of a path. */
export const providerPath = z.object({ provider_id: providerId })

/** The header that every app sends; kits make one up and keep it. */
export const device = z.object({ 'x-device-id': z.string().trim().min(1).max(256) })

/** `GET /provider/uri`. The state is the app's own and goes to the provider as it is. */
export const uriRequest = z
  .object({
    provider_id: providerId,
    redirect_uri: z.string().min(1).optional(),
    state: z.string().max(2048).optional(),
    scope: z.string().min(1).max(1000).optional(),
    // Implicit answers put tokens where they do not belong (RFC 9700 section 2.1.2).
    response_type: z.literal('code').optional(),
  })
  .transform(({ provider_id, redirect_uri, state, scope }) => ({
    provider: provider_id,
    redirectUri: redirect_uri,
    state: state === '' ? undefined : state,
    scopes: scope?.split(/[\s,]+/).filter((each) => each !== ''),
  }))

/** `POST /provider/token`. An access token proves nothing about who it was issued to, so none is taken. */
export const providerTokenRequest = z
  .object({
    provider_id: providerId,
    provider_code: z.string().min(1).max(4096).optional(),
    provider_id_token: z.string().min(1).max(8192).optional(),
    provider_access_token: z.undefined({ error: 'is not taken: send provider_code' }).optional(),
    provider_redirect_uri: z.string().min(1).max(4096).optional(),
    provider_params: z.object({ nonce: z.string().max(256).optional() }).optional(),
  })
  .transform((body, context) => {
    const { provider_id: provider, provider_redirect_uri: redirectUri, provider_params } = body
    if (body.provider_code !== undefined) {
      return { provider, credential: { kind: 'code', code: body.provider_code, redirectUri } } as const
    }
    if (body.provider_id_token !== undefined) {
      const credential = { kind: 'id-token', idToken: body.provider_id_token, nonce: provider_params?.nonce } as const
      return { provider, credential }
    }
    context.addIssue({ code: 'custom', path: ['provider_code'], message: 'is missing' })
    return z.NEVER
  })

/** `POST /signin/with/provider` */
export const signInRequest = z.object({
  provider_token: z.string().min(1),
  force_disable_sign_up: z.boolean().default(false),
  sync_profile: z.boolean().default(false),
})

/** `POST /user/provider/bind` */
export const bindRequest = z.object({ provider_token: z.string().min(1) })

/** `POST /token` */
export const tokenRequest = z.object({ grant_type: z.string().min(1), refresh_token: z.string().max(256).optional() })

/** `POST /revoke`; without a token, that of the header is meant. */
export const revokeRequest = z.object({ token: z.string().min(1).max(4096).optional() })

/** `GET /token/introspect` */
export const introspectRequest = z.object({ token: z.string().min(1).max(4096) })

/** How an app names itself: in the query, the body, or by HTTP Basic with a secret that may be empty. */
export const clientName = z.object({ client_id: z.string().min(1).max(256).optional() })
