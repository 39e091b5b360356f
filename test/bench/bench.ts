import { availableParallelism } from 'node:os'
import { openAgent } from './agent.ts'
import { makeDatabase } from './database.ts'
import { clients, measure, type Sample } from './measure.ts'
import { compare, keep, median, table } from './report.ts'
import { documents } from './scenarios/documents.ts'
import type { Endpoints, Scenario, Target } from './scenarios/scenario.ts'
import { signIns } from './scenarios/sign-ins.ts'
import { tokens } from './scenarios/tokens.ts'
import { type ServerName, type ServerProcess, startServer } from './server-process.ts'

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5)
const share = Number(process.env['BENCH_SHARE'] ?? 1)
const only = new RegExp(process.env['BENCH_ONLY'] ?? '')
/** Another checkout with its dependencies, to be compared with this one in the same rounds. */
const otherRoot = process.env['BENCH_OTHER']

const scenarios = [...documents, ...tokens, ...signIns].filter(({ name }) => name === 'hello' || only.test(name))

/** Runs every scenario in interleaved rounds and prints CPU per operation as multiples of U and of what it costs at least. */
async function main(): Promise<void> {
  const databases = [await makeDatabase(), await makeDatabase()] as const
  const [{ env }, { env: otherEnv }] = databases
  const targets = new Map<string, Target>()
  for (const name of ['hello', 'stock', 'argon2', 'product'] as const) {
    targets.set(name, await meet(await startServer({ name, env }), name))
  }
  if (otherRoot !== undefined) {
    targets.set('other', await meet(await startServer({ name: 'product', root: otherRoot, env: otherEnv }), 'product'))
  }
  const idle = await memoryOf(targets)
  const samples = await run(targets)
  const lines = compare(scenarios, samples)
  const unit = median(
    samples
      .get('hello')
      ?.get('hello')
      ?.map(({ cpu }) => cpu) ?? [],
  )
  const memory = { idle, loaded: await memoryOf(targets) }
  const database = env['BENCH_DATABASE_URL'] === undefined ? 'embedded' : 'postgresql'
  print(
    `node ${process.version}  ${availableParallelism()} cores  ${database}  rounds ${rounds}  U = ${unit.toFixed(1)} us CPU`,
  )
  print(table(lines))
  print(`memory: idle ${idle.toFixed(0)} MB, after the run ${memory.loaded.toFixed(0)} MB`)
  print(keep({ database, rounds, unit, memory, lines }))
  await Promise.all([...targets.values()].flatMap(({ agent, server }) => [agent.close(), server.stop()]))
  await Promise.all(databases.map((each) => each.drop()))
}

async function run(targets: ReadonlyMap<string, Target>) {
  const samples = new Map(scenarios.map(({ name }) => [name, new Map<string, Sample[]>()]))
  for (let round = 0; round <= rounds; round += 1) {
    process.stderr.write(`\rround ${round} of ${rounds}${round === 0 ? ' (warm-up)' : '          '}`)
    for (const scenario of scenarios) {
      for (const name of serversOf(scenario, targets, round)) {
        const sample = await measure(scenario, needed(targets.get(name)), share)
        const kept = samples.get(scenario.name)
        if (round > 0) kept?.set(name, [...(kept.get(name) ?? []), sample])
      }
    }
  }
  process.stderr.write('\n')
  return samples
}

// Back and forth, so that none always comes first.
function serversOf({ on }: Scenario, targets: ReadonlyMap<string, Target>, round: number): readonly string[] {
  const names: string[] = on.includes('product') && targets.has('other') ? [...on, 'other'] : [...on]
  return round % 2 === 0 ? names : names.reverse()
}

async function meet(server: ServerProcess, name: ServerName): Promise<Target> {
  const agent = openAgent(server.url, clients)
  const speaksProtocol = name === 'stock' || name === 'product'
  return { server, agent, endpoints: speaksProtocol ? await discover(server.url) : noEndpoints }
}

const noEndpoints: Endpoints = {
  authorization: '',
  token: '',
  userinfo: '',
  introspection: '',
  revocation: '',
  jwks: '',
  discovery: '',
}

async function discover(url: string): Promise<Endpoints> {
  const discovery = `${url}/.well-known/openid-configuration`
  const metadata = (await (await fetch(discovery)).json()) as Record<string, string>
  const endpoint = (name: string) => String(metadata[`${name}_endpoint`])
  return {
    authorization: endpoint('authorization'),
    token: endpoint('token'),
    userinfo: endpoint('userinfo'),
    introspection: endpoint('introspection'),
    revocation: endpoint('revocation'),
    jwks: String(metadata['jwks_uri']),
    discovery,
  }
}

async function memoryOf(targets: ReadonlyMap<string, Target>): Promise<number> {
  return needed(targets.get('product')).server.ask<number>('memory')
}

function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a server of the bench is missing')
  return value
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

await main()
