import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockDataDir } from '../../src/store/database/data-dir-lock.ts'
import { type Child, startChild } from '../support/child.ts'

let dataDir: string
let children: Child[] = []

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-lock-'))
})
afterEach(async () => {
  for (const child of children) child.process.kill('SIGKILL')
  await Promise.all(children.map((child) => child.ended()))
  children = []
  rmSync(dataDir, { recursive: true, force: true })
})

test('a second process is refused and told which directory, and who has it', async () => {
  const owner = start()
  await owner.printed('taken')
  expect(() => lockDataDir(dataDir)).toThrow(`DATA_DIR ${dataDir} is in use by process ${owner.process.pid} on `)
})

test('a directory whose owner was killed is free at once', async () => {
  const owner = start()
  await owner.printed('taken')
  owner.process.kill('SIGKILL')
  await owner.ended()
  lockDataDir(dataDir).release()
})

test('a released directory can be taken again, one that is held cannot, even by the same process', () => {
  const lock = lockDataDir(dataDir)
  expect(() => lockDataDir(dataDir)).toThrow(dataDir)
  lock.release()
  lockDataDir(dataDir).release()
})

test('of eight processes that race for the directory of a killed one, one gets it', async () => {
  const owner = start()
  await owner.printed('taken')
  owner.process.kill('SIGKILL')
  await owner.ended()
  const racers = Array.from({ length: 8 }, start)
  const taken = await Promise.all(racers.map((racer) => racer.printed('taken').then(yes, no)))
  expect(taken.filter(Boolean)).toHaveLength(1)
})

const yes = () => true
const no = () => false

function start(): Child {
  const child = startChild('own-data-dir', dataDir)
  children.push(child)
  return child
}
