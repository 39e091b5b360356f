import { z } from 'zod'
import { type HeldTokens, upstreamTokens } from '../../../core/federation/identities/upstream-tokens.ts'
import { getProvider } from '../../../core/federation/settings/effective-provider.ts'
import { removeIdentity } from '../../../core/users/administration/remove-identity.ts'
import { endpoint } from '../edge/endpoint.ts'
import { flag } from '../edge/fields.ts'
import { providerOf } from './user-query.ts'

const remove = endpoint({
  method: 'delete',
  path: '/v1/users/:id/external_accounts/:account',
  summary: 'Unlink a login of a user',
  async run({ services, id, params, by }) {
    const identityId = params['account'] ?? ''
    await removeIdentity(services, { id, identityId, by })
    return { object: 'external_account', id: identityId, deleted: true }
  },
})

const tokens = endpoint({
  method: 'get',
  path: '/v1/users/:id/oauth_access_tokens/:provider',
  summary: 'The tokens a provider gave us for a user, renewed when they are stale',
  // They open what the user has elsewhere, so a key for reading is not enough.
  access: 'write',
  query: z.object({ paginated: flag }),
  async run({ services, id, params, query }) {
    const provider = providerOf(params['provider'] ?? '')
    await services.store.users.get(id)
    await getProvider(services, provider)
    const data = (await upstreamTokens(services, { userId: id, provider })).map(tokenJson)
    return query.paginated ? { data, total_count: data.length } : data
  },
})

function tokenJson({ identity, tokens: held }: HeldTokens) {
  return {
    object: 'oauth_access_token',
    external_account_id: identity.id,
    provider_user_id: identity.subject,
    token: held.accessToken,
    expires_at: held.expiresAt === undefined ? null : held.expiresAt * 1000,
    provider: `oauth_${identity.provider}`,
    public_metadata: {},
    label: null,
    scopes: held.scopes,
    id_token: held.idToken ?? null,
    ...(held.accessTokenSecret === undefined ? {} : { token_secret: held.accessTokenSecret }),
  }
}

/** Logins elsewhere. */
export const userExternalAccounts = [remove, tokens]
