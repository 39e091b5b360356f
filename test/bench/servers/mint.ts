import type Provider from 'oidc-provider'
import { benchClient } from '../bench-client.ts'

/** A refresh token as a finished sign-in would have left it. */
export async function mintRefreshToken(provider: Provider, accountId: string): Promise<string> {
  const client = await provider.Client.find(benchClient.client_id)
  if (!client) throw new Error('the bench client is missing')
  const grant = new provider.Grant({ accountId, clientId: client.clientId })
  grant.addOIDCScope('openid profile email offline_access')
  const grantId = await grant.save()
  const token = new provider.RefreshToken({
    accountId,
    client,
    grantId,
    gty: 'authorization_code',
    scope: 'openid profile email offline_access',
    expiresWithSession: false,
    rotations: 0,
  } as unknown as ConstructorParameters<typeof provider.RefreshToken>[0])
  return token.save()
}
