import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import Provider, { type Adapter, type AdapterPayload, type Configuration } from 'oidc-provider'
import { benchClient, benchResource, benchSecret } from '../bench-client.ts'
import { serveBench } from './answer.ts'
import { mintRefreshToken } from './mint.ts'

const rows = new Map<string, AdapterPayload>()

class MapAdapter implements Adapter {
  readonly #name: string
  constructor(name: string) {
    this.#name = name
  }
  async upsert(id: string, payload: AdapterPayload) {
    rows.set(`${this.#name}:${id}`, payload)
    if (payload.uid) rows.set(`${this.#name}.uid:${payload.uid}`, payload)
  }
  async find(id: string) {
    return rows.get(`${this.#name}:${id}`)
  }
  async findByUid(uid: string) {
    return rows.get(`${this.#name}.uid:${uid}`)
  }
  async findByUserCode() {
    return undefined
  }
  async destroy(id: string) {
    rows.delete(`${this.#name}:${id}`)
  }
  async consume(id: string) {
    const row = rows.get(`${this.#name}:${id}`)
    if (row) row.consumed = 1
  }
  async revokeByGrantId() {}
}

const key = async (alg: string) => {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return { ...(await exportJWK(privateKey)), alg, use: 'sig' }
}

const server = createServer()
server.listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const configuration = {
    adapter: MapAdapter,
    clients: [{ ...benchClient, client_secret: benchSecret }],
    jwks: { keys: [await key('RS256'), await key('ES256')] },
    cookies: { keys: ['bench'] },
    features: {
      clientCredentials: { enabled: true },
      introspection: { enabled: true },
      revocation: { enabled: true },
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: async (_ctx: unknown, _client: unknown, oneOf?: string[]) => oneOf,
        getResourceServerInfo: async () => ({
          audience: benchResource,
          scope: '',
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    expiresWithSession: async () => false,
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    claims: { profile: ['name'], email: ['email'] },
    findAccount: async (_ctx: unknown, id: string) => ({
      accountId: id,
      claims: async () => ({ sub: id, name: 'A', email: 'a@example.com' }),
    }),
    ttl: {
      AccessToken: 3600,
      ClientCredentials: 3600,
      RefreshToken: 86_400,
      Grant: 86_400,
      Session: 86_400,
      IdToken: 3600,
      Interaction: 3600,
    },
  }
  const provider = new Provider(url, configuration as unknown as Configuration)
  server.on('request', provider.callback())
  serveBench(url, { 'refresh token': () => mintRefreshToken(provider, 'someone') })
})
