import { fork } from 'node:child_process'
import { once } from 'node:events'
import { benchClient, benchSecret } from './bench-client.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import type { Storm, StormReport } from './storm-people.ts'

const people = Number(process.argv[2] ?? 200)
const lasts = Number(process.argv[3] ?? 10) * 1000
const pause = 20
const credentials = { client_id: benchClient.client_id, client_secret: benchSecret }

/** Prints how long tokens and userinfo take while hundreds of people sign in with a password at the same moment. */
async function main(): Promise<void> {
  const server = await startServer({ name: 'product' })
  const operations = await operationsOf(server)
  const measureFor = (milliseconds: number) => {
    const until = performance.now() + milliseconds
    return measure(operations, () => performance.now() < until)
  }
  // A process that has served people before, their mails included: what runs for the first time runs slowly.
  await Promise.all([storm({ url: server.url, people: 4, lasts: 3000 }), measureFor(6000)])
  await server.ask('stalls')
  const [began, quiet, ended] = [await mainThread(server), await measureFor(lasts), await mainThread(server)]
  const quietStalls = await server.ask<Stalls>('stalls')
  let over = false
  const report = storm({ url: server.url, people, lasts }).finally(() => {
    over = true
  })
  const stormy = await measure(operations, () => !over)
  const told = await report
  tell(told)
  const [calm, busy] = [busyShare(began, ended), busyShare(ended, await mainThread(server))]
  const each = ((busy - calm) * told.seconds * 1000) / told.signedIn
  print(`main thread: quiet ${inPercent(calm)}, storm ${inPercent(busy)} busy, ${each.toFixed(1)} ms a sign-in`)
  const stalls = await server.ask<Stalls>('stalls')
  print(`event loop: quiet ${inWords(quietStalls)}, storm ${inWords(stalls)}`)
  for (const name of Object.keys(operations)) compare(name, quiet[name] ?? [], stormy[name] ?? [])
  await server.stop()
}

type Operation = () => Promise<Response>
type Operations = Readonly<Record<string, Operation>>

async function operationsOf({ url, ask }: ServerProcess): Promise<Operations> {
  const post = (path: string, body: Record<string, string>) =>
    fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(body) })
  const refreshToken = await ask<string>('refresh token')
  const grant = { grant_type: 'refresh_token', refresh_token: refreshToken, ...credentials }
  const { access_token } = (await (await post('/oauth/token', grant)).json()) as { access_token: string }
  return {
    token: () => post('/oauth/token', { grant_type: 'client_credentials', ...credentials }),
    userinfo: () => fetch(`${url}/oauth/userinfo`, { headers: { authorization: `Bearer ${access_token}` } }),
    health: () => fetch(`${url}/health`),
  }
}

async function storm(storm: Storm): Promise<StormReport> {
  const child = fork(new URL('storm-people.ts', import.meta.url), { execArgv: ['--import', 'tsx'] })
  child.send(storm)
  const [report] = (await once(child, 'message')) as [StormReport]
  return report
}

async function measure(operations: Operations, goesOn: () => boolean): Promise<Record<string, number[]>> {
  const entries = Object.entries(operations).map(async ([name, operation]) => [name, await time(operation, goesOn)])
  return Object.fromEntries(await Promise.all(entries))
}

// An open loop: the schedule does not wait for a slow answer, so that a stall is seen by all it delays.
async function time(operation: Operation, goesOn: () => boolean): Promise<number[]> {
  const running: Promise<number>[] = []
  while (goesOn()) {
    const intended = performance.now()
    running.push(
      operation()
        .then((response) => response.arrayBuffer())
        .then(() => performance.now() - intended),
    )
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  return Promise.all(running)
}

function tell({ signedIn, refused, refusals, seconds }: StormReport): void {
  const rate = (signedIn / seconds).toFixed(0)
  print(`${people} people at once for ${seconds.toFixed(1)} s: ${signedIn} signed in (${rate} a second)`)
  const kinds = Object.entries(refused).map(([status, count]) => `${status} x ${count}`)
  if (kinds.length > 0) print(`refused: ${kinds.join(', ')}, p99 after ${percentile(refusals, 99).toFixed(1)} ms`)
}

interface MainThread {
  readonly at: number
  readonly busy: number
}

async function mainThread({ ask }: Pick<ServerProcess, 'ask'>): Promise<MainThread> {
  return { at: performance.now(), busy: (await ask<number>('main thread')) / 1000 }
}

function busyShare(from: MainThread, to: MainThread): number {
  return (to.busy - from.busy) / (to.at - from.at)
}

interface Stalls {
  readonly p99: number
  readonly longest: number
}

function inWords({ p99, longest }: Stalls): string {
  return `p99 ${p99.toFixed(1)} ms, longest ${longest.toFixed(1)} ms`
}

function inPercent(share: number): string {
  return `${(share * 100).toFixed(0)} %`
}

function compare(name: string, quiet: readonly number[], stormy: readonly number[]): void {
  const at = (percent: number) => {
    const [before, during] = [percentile(quiet, percent), percentile(stormy, percent)]
    return `p${percent} ${before.toFixed(1)} -> ${during.toFixed(1)} ms (${(during / before).toFixed(2)} x)`
  }
  print(`${name.padEnd(9)} quiet -> storm: ${at(50)}, ${at(99)}`)
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

await main()
