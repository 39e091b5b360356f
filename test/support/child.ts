import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A program of `test/support/children`, running as a process of its own. */
export interface Child {
  readonly process: ChildProcess
  output(): string
  /** Resolves when the program has printed the text; rejects when it ends before. */
  printed(text: string): Promise<void>
  /** Resolves with the exit code, or null after a signal. */
  ended(): Promise<number | null>
}

/** Starts a program of `test/support/children`. */
export function startChild(name: string, ...args: string[]): Child {
  const file = fileURLToPath(new URL(`children/${name}.ts`, import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk
    })
  }
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return {
    process: child,
    output: () => output,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = () => output.includes(text) && resolve()
        child.stdout.on('data', look)
        look()
        void ended.then((code) => reject(new Error(`ended with ${code} before it printed "${text}": ${output}`)))
      }),
    ended: () => ended,
  }
}
