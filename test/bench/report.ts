import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Sample } from './measure.ts'
import type { Scenario } from './scenarios/scenario.ts'

/** Samples by scenario, then by server, one for each round. */
export type Samples = ReadonlyMap<string, ReadonlyMap<string, readonly Sample[]>>

export interface Line {
  readonly scenario: string
  readonly perSecond: number
  readonly cpu: number
  /** CPU as a multiple of U, of the reference (B1, or the hash alone), and of the other checkout. */
  readonly units: number
  readonly referenceUnits: number | undefined
  readonly toReference: Spread | undefined
  readonly toOther: Spread | undefined
  readonly generator: number
  readonly verdict: string
}

interface Spread {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** One line for each scenario of the product, in ratios of the same round, so that a change of the machine's speed cancels out. */
export function compare(scenarios: readonly Scenario[], samples: Samples): readonly Line[] {
  const hello = samples.get('hello')?.get('hello') ?? []
  return scenarios.flatMap((scenario) => {
    const byServer = samples.get(scenario.name)
    const product = byServer?.get('product')
    if (!byServer || !product) return []
    const reference = byServer.get('stock') ?? byServer.get('argon2')
    const other = byServer.get('other')
    const units = ratio(product, hello).median
    const toReference = reference && ratio(product, reference)
    return {
      scenario: scenario.name,
      perSecond: median(product.map(({ perSecond }) => perSecond)),
      cpu: median(product.map(({ cpu }) => cpu)),
      units,
      referenceUnits: reference && ratio(reference, hello).median,
      toReference,
      toOther: other && ratio(product, other),
      generator: median(product.map(({ generator }) => generator)),
      verdict: verdict(scenario, units, toReference?.median),
    }
  })
}

/** The table that people read. */
export function table(lines: readonly Line[]): string {
  const heads = ['ops/s', 'cpu us', 'U', 'ref U', 'x ref', '(min-max)', 'x other', '(min-max)', 'busy']
  const rows = lines.map((line) => {
    const { toReference, toOther } = line
    const cells = [
      line.perSecond.toFixed(0),
      line.cpu.toFixed(0),
      line.units.toFixed(2),
      line.referenceUnits?.toFixed(2),
      toReference?.median.toFixed(2),
      toReference && `${toReference.low.toFixed(2)}-${toReference.high.toFixed(2)}`,
      toOther?.median.toFixed(2),
      toOther && `${toOther.low.toFixed(2)}-${toOther.high.toFixed(2)}`,
      line.generator.toFixed(2),
    ]
    return `${line.scenario.padEnd(25)}${cells.map((cell = '-') => cell.padStart(10)).join('')}  ${line.verdict}`
  })
  return [`${'scenario'.padEnd(25)}${heads.map((head) => head.padStart(10)).join('')}  goal`, ...rows].join('\n')
}

/** What was measured, on what, from which sources. */
export function keep(result: Readonly<Record<string, unknown>>): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const at = new Date().toISOString()
  const folder = fileURLToPath(new URL('results/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  const file = `${folder}${at.replaceAll(':', '-')}-${commit}.json`
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, load: loadavg(), node: process.version }
  writeFileSync(file, JSON.stringify({ at, commit, machine, ...result }, null, 2))
  return file
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function ratio(samples: readonly Sample[], to: readonly Sample[]): Spread {
  const ratios = samples.map(({ cpu }, round) => cpu / (to[round]?.cpu ?? Number.NaN))
  return { median: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) }
}

function verdict({ goals }: Scenario, units: number, toReference: number | undefined): string {
  const wanted = goals.reference === undefined ? goals.unit : goals.reference
  const is = goals.reference === undefined ? units : toReference
  if (wanted === undefined || is === undefined) return ''
  return `${is <= wanted ? 'PASS' : 'FAIL'} <= ${wanted} ${goals.reference === undefined ? 'U' : 'x ref'}`
}
