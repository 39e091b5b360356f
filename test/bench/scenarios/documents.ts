import { repeat, type Scenario } from './scenario.ts'

const shared = { operations: 4000, on: ['stock', 'product'] } as const

/** What costs next to nothing, and the unit of everything else. */
export const documents: readonly Scenario[] = [
  {
    name: 'hello',
    operations: 4000,
    goals: {},
    on: ['hello'],
    prepare: async ({ agent, server }, clients) => repeat(clients, () => agent.get(server.url)),
  },
  {
    ...shared,
    name: 'discovery',
    goals: { unit: 1.6 },
    prepare: async ({ agent, endpoints }, clients) => repeat(clients, () => agent.get(endpoints.discovery)),
  },
  {
    ...shared,
    name: 'jwks',
    goals: { unit: 1.6 },
    prepare: async ({ agent, endpoints }, clients) => repeat(clients, () => agent.get(endpoints.jwks)),
  },
]
