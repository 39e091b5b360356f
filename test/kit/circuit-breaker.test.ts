import { beforeEach, expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { createCircuitBreaker } from '../../src/kit/circuit-breaker.ts'
import { silentLog } from '../support/log.ts'

let now: Date
let calls: number
const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
}
const breaker = () => createCircuitBreaker({ clock: { now: () => now }, log: silentLog })

beforeEach(() => {
  now = new Date('2026-01-01T00:00:00Z')
  calls = 0
})

const dead = async () => {
  calls += 1
  throw new AppError('upstream.unreachable')
}
const alive = async () => {
  calls += 1
  return 'well'
}

async function fail(circuit: ReturnType<typeof breaker>, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1)
    await expect(circuit.run('a', dead)).rejects.toThrow('upstream.unreachable')
}

test('five failures within thirty seconds stop the calls', async () => {
  const circuit = breaker()
  await fail(circuit, 5)
  await fail(circuit, 10)
  expect(calls).toBe(5)
})

test('failures far apart do not', async () => {
  const circuit = breaker()
  for (let count = 0; count < 10; count += 1) {
    await fail(circuit, 1)
    pass(8)
  }
  expect(calls).toBe(10)
})

test('another circuit stays closed', async () => {
  const circuit = breaker()
  await fail(circuit, 5)
  expect(await circuit.run('b', alive)).toBe('well')
})

test('after a rest one call tries, and a good answer closes the circuit', async () => {
  const circuit = breaker()
  await fail(circuit, 5)
  pass(10)
  const tries = await Promise.allSettled([circuit.run('a', alive), circuit.run('a', alive), circuit.run('a', alive)])
  expect(tries.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(await circuit.run('a', alive)).toBe('well')
})

test('a bad answer opens it for another rest', async () => {
  const circuit = breaker()
  await fail(circuit, 5)
  pass(10)
  await fail(circuit, 5)
  expect(calls).toBe(6)
  pass(10)
  expect(await circuit.run('a', alive)).toBe('well')
})

test('a refusal that is an answer does not count', async () => {
  const circuit = breaker()
  const refuse = async () => {
    throw new AppError('upstream.refused')
  }
  for (let count = 0; count < 20; count += 1) await expect(circuit.run('a', refuse)).rejects.toThrow('upstream.refused')
  expect(await circuit.run('a', alive)).toBe('well')
})
