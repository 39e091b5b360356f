import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../support/process.ts'

const built = 'dist/src/main.js'
const goals = { first: 3000, later: 1500, postgresql: 1000 }

/** Prints how long the built product takes from its start to its first ready answer. */
async function main(): Promise<void> {
  if (!existsSync(built)) throw new Error('run "npm run build" first')
  const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-start-'))
  print('embedded, first start', await timeStart({ DATA_DIR: dataDir }), goals.first)
  for (let turn = 1; turn <= 3; turn += 1)
    print(`embedded, later start ${turn}`, await timeStart({ DATA_DIR: dataDir }), goals.later)
  const url = process.env['BENCH_DATABASE_URL']
  if (url !== undefined) {
    await timeStart({ DATA_DIR: dataDir, DATABASE_URL: url })
    for (let turn = 1; turn <= 3; turn += 1)
      print(`PostgreSQL, start ${turn}`, await timeStart({ DATA_DIR: dataDir, DATABASE_URL: url }), goals.postgresql)
  }
  rmSync(dataDir, { recursive: true, force: true })
}

async function timeStart(variables: Readonly<Record<string, string>>): Promise<number> {
  const origin = `http://127.0.0.1:${await freePort()}`
  const startedAt = performance.now()
  const env = { PATH: process.env['PATH'], ISSUER: origin, LOG_LEVEL: 'silent', UV_THREADPOOL_SIZE: '16', ...variables }
  const child = spawn(process.execPath, [built], { env, stdio: 'ignore' })
  while (!(await isReady(origin))) {
    if (child.exitCode !== null)
      throw new Error(`the product left with code ${child.exitCode}; run it by hand to see why`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const took = performance.now() - startedAt
  await new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill('SIGTERM')
  })
  return took
}

async function isReady(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/health/ready`)).ok
  } catch {
    return false
  }
}

function print(what: string, milliseconds: number, goal: number): void {
  process.stdout.write(`${what.padEnd(28)}${milliseconds.toFixed(0).padStart(6)} ms   goal <= ${goal} ms\n`)
}

await main()
