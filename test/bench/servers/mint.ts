import type Provider from 'oidc-provider'
import { benchClient } from '../bench-client.ts'

/** A refresh token as a finished sign-in would have left it. */
export async function mintRefreshToken(provider: Provider, accountId: string): Promise<string> {
  return new provider.RefreshToken({ ...(await granted(provider, accountId)), rotations: 0 } as never).save()
}

/** An access token likewise. */
export async function mintAccessToken(provider: Provider, accountId: string): Promise<string> {
  return new provider.AccessToken((await granted(provider, accountId)) as never).save()
}

async function granted(provider: Provider, accountId: string) {
  const client = await provider.Client.find(benchClient.client_id)
  if (!client) throw new Error('the bench client is missing')
  const grant = new provider.Grant({ accountId, clientId: client.clientId })
  grant.addOIDCScope(benchClient.scope)
  const grantId = await grant.save()
  const { scope } = benchClient
  return { accountId, client, grantId, gty: 'authorization_code', scope, expiresWithSession: false }
}
