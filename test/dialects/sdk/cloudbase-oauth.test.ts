import { CloudbaseOAuth } from '@cloudbase/oauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { redirectUri } from '../../support/cloudbase.ts'
import { type Dialects, startDialects } from '../../support/dialects.ts'
import type { SimulationId } from '../../support/upstream/simulations.ts'

const env = 'my-env-3c9d8f'
let dialects: Dialects

beforeAll(async () => {
  dialects = await startDialects({ CLOUDBASE_ENV: env })
})
afterAll(() => dialects.close())

/** The kit keeps what it knows in a storage of the page. */
function memory() {
  const items = new Map<string, string>()
  const getItemSync = (key: string) => items.get(key) ?? null
  const setItemSync = (key: string, value: string) => void items.set(key, value)
  const removeItemSync = (key: string) => void items.delete(key)
  return {
    ...{ getItemSync, setItemSync, removeItemSync },
    getItem: async (key: string) => getItemSync(key),
    setItem: async (key: string, value: string) => setItemSync(key, value),
    removeItem: async (key: string) => removeItemSync(key),
  }
}

function start() {
  const { authApi, oauth2client } = new CloudbaseOAuth({
    apiOrigin: dialects.app.origin,
    clientId: env,
    env,
    storage: memory(),
  })
  // The app's own page: the provider comes back to it, and it checks its state itself.
  const tokenFrom = async (provider: SimulationId): Promise<string> => {
    const request = { provider_id: provider, provider_redirect_uri: redirectUri, state: 'state-of-the-app' }
    const { uri } = await authApi.genProviderRedirectUri(request)
    const { params } = await dialects.upstream.visit(uri)
    expect(params.get('state')).toBe('state-of-the-app')
    const granted = await authApi.grantProviderToken({
      provider_id: provider,
      provider_redirect_uri: redirectUri,
      provider_code: params.get('code') ?? '',
    })
    return granted.provider_token
  }
  return { authApi, oauth2client, tokenFrom }
}

test.each(['github', 'wechat'] as const)(
  '@cloudbase/oauth signs a person in with %s, refreshes, binds and signs out',
  async (provider) => {
    const { authApi, oauth2client, tokenFrom } = start()
    dialects.upstream.as(provider).nextUser()
    const credentials = await authApi.signInWithProvider({ provider_token: await tokenFrom(provider) })
    expect(credentials.token_type).toBe('Bearer')
    expect(await authApi.hasLoginState()).toBe(true)
    const me = await authApi.getUserInfo()
    expect(me.uid).toBe(credentials.sub)
    expect(await authApi.loginScope()).toBe('user sso')

    const before = await oauth2client.getCredentials()
    const refreshed = await authApi.refreshTokenForce({})
    expect(refreshed.refresh_token).not.toBe(before?.refresh_token)
    expect((await authApi.getUserProfile({})).sub).toBe(me.sub)

    dialects.upstream.as('google').nextUser()
    await authApi.bindWithProvider({ provider_token: await tokenFrom('google') })
    const bound = (await authApi.getProviders()) as unknown as { data: { id: string; bind: boolean }[] }
    expect(
      bound.data
        .filter(({ bind }) => bind)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['google', provider].sort())
    await authApi.unbindProvider({ provider_id: 'google' })

    const accessToken = await oauth2client.getAccessToken()
    await authApi.signOut()
    expect(await oauth2client.localCredentials.getCredentials()).toBeNull()
    const answer = await fetch(`${dialects.app.origin}/auth/v1/user/me`, {
      headers: { authorization: `Bearer ${accessToken}` },
    })
    expect(answer.status).toBe(401)
  },
)

test('@cloudbase/oauth signs out by itself when its refresh token is no good any more', async () => {
  const { authApi, oauth2client, tokenFrom } = start()
  dialects.upstream.as('github').nextUser()
  await authApi.signInWithProvider({ provider_token: await tokenFrom('github') })
  const { json } = { json: await oauth2client.getCredentials() }
  await fetch(`${dialects.app.origin}/auth/v1/revoke`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: json?.refresh_token }),
  })
  await expect(authApi.refreshTokenForce({})).rejects.toMatchObject({ error: 'unauthenticated' })
  expect(await oauth2client.localCredentials.getCredentials()).toBeNull()
})
