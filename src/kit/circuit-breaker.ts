import { AppError, isRefusal } from '../errors.ts'
import { after, type Clock, seconds } from './clock.ts'
import type { Logger } from './log.ts'

/** Stops calling what does not answer, so that one dead upstream costs nobody else their time. */
export interface CircuitBreaker {
  /** Runs `work`, or refuses at once while the circuit of that name is open. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>
}

const limit = 5
const window = seconds(30)
const rest = seconds(10)

interface Circuit {
  failures: readonly Date[]
  openUntil: Date | undefined
  trying: boolean
}

/** Makes the breaker: five failures within 30 seconds open a circuit; after a rest one call may try whether it closes. */
export function createCircuitBreaker({ clock, log }: { clock: Clock; log: Logger }): CircuitBreaker {
  const circuits = new Map<string, Circuit>()

  const fail = (name: string, circuit: Circuit) => {
    const now = clock.now()
    circuit.failures = [...circuit.failures.filter((at) => after(at, window) > now), now].slice(-limit)
    if (!circuit.trying && circuit.failures.length < limit) return
    if (circuit.openUntil === undefined) log.warn({ circuit: name }, 'circuit opened')
    circuit.openUntil = after(now, rest)
  }

  const succeed = (name: string, circuit: Circuit) => {
    if (circuit.openUntil !== undefined) log.info({ circuit: name }, 'circuit closed')
    circuits.delete(name)
  }

  return {
    async run(name, work) {
      const circuit = circuits.get(name) ?? { failures: [], openUntil: undefined, trying: false }
      circuits.set(name, circuit)
      const trying = mayTry(circuit, clock.now())
      try {
        const result = await work()
        succeed(name, circuit)
        return result
      } catch (error) {
        if (isRefusal(error, 'upstream.unreachable')) fail(name, circuit)
        throw error
      } finally {
        if (trying) circuit.trying = false
      }
    },
  }
}

/** Whether this call is the one that tries an open circuit; refuses every other one. */
function mayTry(circuit: Circuit, now: Date): boolean {
  if (circuit.openUntil === undefined) return false
  if (circuit.trying || now < circuit.openUntil) throw new AppError('upstream.unreachable', { circuit: 'open' })
  circuit.trying = true
  return true
}
