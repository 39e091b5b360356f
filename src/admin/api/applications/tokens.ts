import { z } from 'zod'
import { revokeToken } from '../../../core/tokens/revoke-token.ts'
import { type VerifiedToken, verifyAccessToken } from '../../../core/tokens/verify-access-token.ts'
import { endpoint } from '../edge/endpoint.ts'

const token = z.string().min(1).max(16_384)

const revoke = endpoint({
  method: 'post',
  path: '/v1/oauth_applications/:id/revoke_token',
  summary: 'Revoke an opaque access or refresh token with its whole grant',
  body: z.strictObject({ token }),
  async run({ services, id, body, by }) {
    const { clientId } = await services.store.clients.get(id)
    await revokeToken(services, { clientId, token: body.token, by })
  },
})

// The official SDK asks without `/v1` (spec/clerk.md A.2), and older ones send the token as `secret`.
const verify = ['/v1', ''].map((prefix) =>
  endpoint({
    method: 'post',
    path: `${prefix}/oauth_applications/access_tokens/verify`,
    summary: 'Verify an access token',
    access: 'read',
    body: z
      .strictObject({ access_token: token.optional(), secret: token.optional() })
      .transform(({ access_token, secret }) => access_token ?? secret)
      .refine((value) => value !== undefined, { path: ['access_token'], message: 'is missing' }),
    async run({ services, body }) {
      const verified = await verifyAccessToken(services, body ?? '')
      return verified === undefined ? { active: false } : tokenJson(verified)
    },
  }),
)

// The SDK reads the times as milliseconds.
function tokenJson({ fingerprint, clientId, subject, audience, scopes, issuedAt, expiresAt }: VerifiedToken) {
  return {
    object: 'clerk_idp_oauth_access_token',
    id: `oat_${fingerprint}`,
    client_id: clientId,
    type: 'oauth:access_token',
    subject,
    ...(audience === undefined ? {} : { aud: audience }),
    scopes,
    revoked: false,
    revocation_reason: null,
    expired: false,
    expiration: expiresAt?.getTime() ?? null,
    created_at: issuedAt.getTime(),
    updated_at: issuedAt.getTime(),
  }
}

/** What is done with the tokens of applications. */
export const applicationTokens = [...verify, revoke]
