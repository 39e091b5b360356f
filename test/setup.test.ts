import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from './support/sources.ts'

let clone: string

beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'latchkey-clone-'))
  for (const name of ['src', 'views', 'prisma', 'package.json', 'package-lock.json', 'tsconfig.json']) {
    cpSync(join(root, name), join(clone, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'))
})
afterAll(() => rmSync(clone, { recursive: true, force: true }))

test('of two starts at once on a new clone one prepares it and the other waits', { timeout: 120_000 }, async () => {
  const outputs = await Promise.all([prepare(), prepare()])
  const compiling = outputs.filter((output) => output.includes('Compiling'))
  const waiting = outputs.filter((output) => output.includes('Waiting for another start'))
  expect([compiling.length, waiting.length]).toEqual([1, 1])
  expect(await prepare()).toBe('')
})

test('the turn of a start that was killed goes to the next one', { timeout: 120_000 }, async () => {
  const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await new Promise((resolve) => gone.once('exit', resolve))
  rmSync(join(clone, 'dist', 'prisma', 'cluster'), { recursive: true, force: true })
  writeFileSync(join(clone, 'dist', '.setup.turn'), String(gone.pid))
  expect(await prepare()).toContain('Preparing the embedded database')
  expect(existsSync(join(clone, 'dist', '.setup.turn'))).toBe(false)
})

/** What a set-up of the clone prints; it must end well. */
function prepare(): Promise<string> {
  const child = spawn(process.execPath, ['src/setup.mjs'], { cwd: clone, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => (code === 0 ? resolve(output) : reject(new Error(output))))
  })
}
