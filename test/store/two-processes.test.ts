import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort, spawnProduct, startProcess } from '../support/process.ts'

let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-two-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const environment = async () => ({ ISSUER: `http://127.0.0.1:${await freePort()}`, DATA_DIR: dataDir })

test('a second process on one data directory leaves and names the owner; the first does not notice', async () => {
  const first = await startProcess(await environment())
  const second = spawnProduct(await environment())
  const code = await new Promise((resolve) => second.child.once('exit', resolve))
  expect(code).toBe(1)
  expect(second.output()).toContain(dataDir)
  expect(second.output()).toContain(String(first.child.pid))
  expect((await fetch(`${first.origin}/health/ready`)).status).toBe(200)
  expect(await first.end('SIGTERM')).toBe(0)
})

test('the data directory of a killed process is taken over', async () => {
  const first = await startProcess(await environment())
  await first.end('SIGKILL')
  const second = await startProcess(await environment())
  expect(await second.end('SIGTERM')).toBe(0)
})

test('every problem of the environment is named at once and the exit code is 1', async () => {
  const product = spawnProduct({
    ISSUER: 'http://login.example.com/',
    MASTER_KEY: 'short',
    CODE_TTL: 'soon',
    DATA_DIR: dataDir,
  })
  const code = await new Promise((resolve) => product.child.once('exit', resolve))
  expect(code).toBe(1)
  for (const name of ['ISSUER', 'MASTER_KEY', 'CODE_TTL']) expect(product.output()).toContain(`${name}:`)
})
