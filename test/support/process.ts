import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

/** The product as a process of its own, as an operator runs it. */
export interface ProductProcess {
  readonly origin: string
  readonly child: ChildProcess
  /** Everything it has printed so far. */
  output(): string
  /** Ends it with a signal and answers its exit code, or null when the signal killed it. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts `src/main.ts` and waits until it is ready, or throws with what it printed. */
export async function startProcess(variables: Readonly<Record<string, string>>): Promise<ProductProcess> {
  const process = spawnProduct(variables)
  const origin = variables['ISSUER'] ?? ''
  const exited = new Promise<never>((_, reject) => {
    process.child.once('exit', (code) => reject(new Error(`left with code ${code}: ${process.output()}`)))
  })
  exited.catch(() => undefined)
  while (!(await Promise.race([isReady(origin), exited]))) await new Promise((resolve) => setTimeout(resolve, 25))
  return { ...process, origin }
}

/** Starts `src/main.ts` without waiting. */
export function spawnProduct(variables: Readonly<Record<string, string>>): Omit<ProductProcess, 'origin'> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'error', LOG_FORMAT: 'json', RATE_LIMITS: 'off', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk))
  return {
    child,
    output: () => printed,
    end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
      const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
      child.kill(signal)
      return gone
    },
  }
}

/** A port nobody listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function isReady(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/health/ready`)).ok
  } catch {
    return false
  }
}
