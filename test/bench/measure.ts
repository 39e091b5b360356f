import { performance } from 'node:perf_hooks'
import type { Scenario, Target } from './scenarios/scenario.ts'

export interface Sample {
  /** CPU of the server, microseconds per operation. */
  readonly cpu: number
  readonly perSecond: number
  /** How busy the bench itself was, 0 to 1: a bench that is the bottleneck measures itself. */
  readonly generator: number
}

export const clients = 16

/** One sample: a closed loop for each client until all operations are done. */
export async function measure(scenario: Scenario, target: Target, share: number): Promise<Sample> {
  const operations = await scenario.prepare(target, clients)
  const perClient = Math.max(1, Math.round((scenario.operations * share) / clients))
  const count = perClient * clients
  const busyBefore = performance.eventLoopUtilization()
  const [cpuBefore, startedAt] = [await target.server.ask<number>('cpu'), performance.now()]
  await Promise.all(
    operations.map(async (operation) => {
      for (let turn = 0; turn < perClient; turn += 1) await operation()
    }),
  )
  const took = performance.now() - startedAt
  return {
    cpu: ((await target.server.ask<number>('cpu')) - cpuBefore) / count,
    perSecond: (count * 1000) / took,
    generator: performance.eventLoopUtilization(busyBefore).utilization,
  }
}
