import { cpuOf, memoryOf } from './cpu.ts'
import { type Endpoints, type Scenario, scenarios } from './scenarios.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5)
const clients = 16
const operationsPerRound = Number(process.env['BENCH_OPERATIONS'] ?? 800)

interface Sample {
  readonly cpu: number
  readonly perSecond: number
}

/** Runs every scenario in interleaved rounds and prints CPU per operation as multiples of U and of B1. */
async function main(): Promise<void> {
  const servers = {
    hello: await startServer('hello'),
    stock: await startServer('stock'),
    product: await startServer('product'),
  }
  const endpoints = {
    hello: noEndpoints,
    stock: await discover(servers.stock),
    product: await discover(servers.product),
  }
  const samples = new Map<string, Sample[]>()
  const idle = memoryOf(servers.product.pid)
  for (let round = 0; round <= rounds; round += 1) {
    process.stderr.write(`\rround ${round} of ${rounds}${round === 0 ? ' (warm-up)' : '          '}`)
    for (const scenario of scenarios) {
      for (const name of scenario.on) {
        const sample = await measure(scenario, servers[name], endpoints[name])
        if (round > 0)
          samples.set(`${scenario.name} ${name}`, [...(samples.get(`${scenario.name} ${name}`) ?? []), sample])
      }
    }
  }
  process.stderr.write('\n')
  report(samples, idle, memoryOf(servers.product.pid))
  await Promise.all(Object.values(servers).map((server) => server.stop()))
}

async function measure(scenario: Scenario, server: ServerProcess, endpoints: Endpoints): Promise<Sample> {
  const operations = await scenario.prepare(server, endpoints, clients)
  const perClient = Math.ceil(operationsPerRound / clients)
  const [cpuBefore, startedAt] = [cpuOf(server.pid), performance.now()]
  await Promise.all(
    operations.map(async (operation) => {
      for (let turn = 0; turn < perClient; turn += 1) await operation()
    }),
  )
  const count = perClient * clients
  return { cpu: (cpuOf(server.pid) - cpuBefore) / count, perSecond: (count * 1000) / (performance.now() - startedAt) }
}

function report(samples: ReadonlyMap<string, Sample[]>, idle: number, loaded: number): void {
  const hello = samples.get('hello hello') ?? []
  const unit = median(hello.map(({ cpu }) => cpu))
  print(`node ${process.version}  rounds ${rounds}  U = ${unit.toFixed(1)} us CPU`)
  print(
    `${'scenario'.padEnd(20)}${['ops/s', 'cpu us', 'U', 'B1 U', 'x B1', 'goal U'].map((name) => name.padStart(9)).join('')}`,
  )
  for (const { name, goal } of scenarios) {
    const product = samples.get(`${name} product`)
    const stock = samples.get(`${name} stock`)
    if (!product || !stock) continue
    // Ratios round by round, so that a change of the machine's speed cancels out.
    const inUnits = median(product.map(({ cpu }, round) => cpu / (hello[round]?.cpu ?? unit)))
    const stockInUnits = median(stock.map(({ cpu }, round) => cpu / (hello[round]?.cpu ?? unit)))
    const toStock = median(product.map(({ cpu }, round) => cpu / (stock[round]?.cpu ?? cpu)))
    const cells = [median(product.map(({ perSecond }) => perSecond)), median(product.map(({ cpu }) => cpu))].map(
      (value) => value.toFixed(0),
    )
    const ratios = [inUnits, stockInUnits, toStock].map((value) => value.toFixed(2))
    print(`${name.padEnd(20)}${[...cells, ...ratios, `<= ${goal}`].map((cell) => cell.padStart(9)).join('')}`)
  }
  print(`memory: idle ${idle.toFixed(0)} MB, after the run ${loaded.toFixed(0)} MB`)
}

const noEndpoints: Endpoints = { token: '', userinfo: '', introspection: '', revocation: '', jwks: '', discovery: '' }

async function discover({ url }: ServerProcess): Promise<Endpoints> {
  const discovery = `${url}/.well-known/openid-configuration`
  const metadata = (await (await fetch(discovery)).json()) as Record<string, string>
  const endpoint = (name: string) => String(metadata[`${name}_endpoint`])
  return {
    token: endpoint('token'),
    userinfo: endpoint('userinfo'),
    introspection: endpoint('introspection'),
    revocation: endpoint('revocation'),
    jwks: String(metadata['jwks_uri']),
    discovery,
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

await main()
