import { benchClient, benchResource, benchSecret } from '../bench-client.ts'
import { each, repeat, type Scenario, type Target } from './scenario.ts'

const credentials = { client_id: benchClient.client_id, client_secret: benchSecret }
const shared = { operations: 800, on: ['stock', 'product'] } as const

/** What applications and resource servers do all day. */
export const tokens: readonly Scenario[] = [
  {
    ...shared,
    name: 'client_credentials',
    goals: { unit: 12, reference: 1.35 },
    prepare: async (target, clients) => repeat(clients, () => machineToken(target)),
  },
  {
    ...shared,
    name: 'client_credentials JWT',
    goals: { unit: 45, reference: 1.35 },
    prepare: async (target, clients) => repeat(clients, () => machineToken(target, { resource: benchResource })),
  },
  {
    ...shared,
    name: 'userinfo',
    goals: { unit: 12, reference: 1.5 },
    prepare: (target, clients) =>
      each(clients, async () => {
        const token = await accessToken(target)
        return () => readUserinfo(target, token)
      }),
  },
  {
    ...shared,
    name: 'userinfo JWT',
    on: ['product'],
    goals: { unit: 16 },
    prepare: (target, clients) =>
      each(clients, async () => {
        const token = await target.server.ask<string>('JWT access token')
        return () => readUserinfo(target, token)
      }),
  },
  {
    ...shared,
    name: 'introspection',
    goals: { unit: 10, reference: 1.5 },
    prepare: (target, clients) =>
      each(clients, async () => {
        const token = await accessToken(target)
        return async () => {
          const { active } = await target.agent.post(target.endpoints.introspection, { token, ...credentials })
          if (active !== true) throw new Error('a good token was called dead')
        }
      }),
  },
  {
    ...shared,
    name: 'refresh',
    goals: { reference: 1.35 },
    prepare: (target, clients) =>
      each(clients, async () => {
        let current = await refreshToken(target)
        return async () => {
          current = String((await refresh(target, current))['refresh_token'])
        }
      }),
  },
  {
    ...shared,
    name: 'issue and revoke',
    goals: { reference: 1.35 },
    prepare: async (target, clients) =>
      repeat(clients, async () => {
        const form = { grant_type: 'client_credentials', ...credentials }
        const { access_token } = await target.agent.post(target.endpoints.token, form)
        await target.agent.post(target.endpoints.revocation, { token: String(access_token), ...credentials })
      }),
  },
]

async function machineToken({ agent, endpoints }: Target, more: Readonly<Record<string, string>> = {}): Promise<void> {
  await agent.post(endpoints.token, { grant_type: 'client_credentials', ...credentials, ...more })
}

async function readUserinfo({ agent, endpoints }: Target, token: string): Promise<void> {
  await agent.get(endpoints.userinfo, { authorization: `Bearer ${token}` })
}

async function accessToken(target: Target): Promise<string> {
  return String((await refresh(target, await refreshToken(target)))['access_token'])
}

function refreshToken({ server }: Target): Promise<string> {
  return server.ask<string>('refresh token')
}

function refresh({ agent, endpoints }: Target, token: string): Promise<Readonly<Record<string, unknown>>> {
  return agent.post(endpoints.token, { grant_type: 'refresh_token', refresh_token: token, ...credentials })
}
