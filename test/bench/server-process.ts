import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'

export type ServerName = 'hello' | 'stock' | 'argon2' | 'product'

export interface ServerProcess {
  readonly url: string
  /** Asks the server to do something no client can, such as minting a refresh token. */
  ask<T>(question: string): Promise<T>
  stop(): Promise<void>
}

interface Start {
  readonly name: ServerName
  /** The checkout whose server it is; this one, unless another one is to be compared. */
  readonly root?: string
  readonly env?: Readonly<Record<string, string>>
}

// As `npm start` has it.
const asInProduction = ['--max-semi-space-size=8', '--initial-old-space-size=64', '--heap-growing-percent=50']
const here = new URL('../..', import.meta.url)

/** Starts a file of `servers/` as a process of its own; it reports `{ url }` when it listens. */
export async function startServer({ name, root, env = {} }: Start): Promise<ServerProcess> {
  const home = root === undefined ? here : pathToFileURL(`${root}/`)
  const child = fork(new URL(`test/bench/servers/${name}.ts`, home), {
    // Where the settings of the compiler are looked for.
    cwd: fileURLToPath(home),
    env: { ...process.env, UV_THREADPOOL_SIZE: '16', MALLOC_ARENA_MAX: '1', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--import', 'tsx', ...asInProduction],
  })
  const { url } = await answer<{ url: string }>(child)
  return {
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
