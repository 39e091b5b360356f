import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface ServerProcess {
  readonly pid: number
  readonly url: string
  /** Asks the server to do something no client can, such as minting a refresh token. */
  ask<T>(question: string): Promise<T>
  stop(): Promise<void>
}

/** Starts a file of `servers/` as a process of its own; it reports `{ url }` when it listens. */
export async function startServer(name: string, env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const file = fileURLToPath(new URL(`servers/${name}.ts`, import.meta.url))
  const child = fork(file, { env: { ...process.env, ...env }, execArgv: ['--import', 'tsx'] })
  const { url } = await answer<{ url: string }>(child)
  return {
    pid: child.pid ?? 0,
    url,
    ask<T>(question: string) {
      child.send(question)
      return answer<T>(child)
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const failed = (code: number | null) => reject(new Error(`server left with code ${code}`))
    child.once('exit', failed)
    child.once('message', (message) => {
      child.off('exit', failed)
      resolve(message as T)
    })
  })
}
