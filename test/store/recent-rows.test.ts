import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../../src/kit/clock.ts'
import { recentRows } from '../../src/store/recent-rows.ts'
import { createStore, type Store } from '../../src/store/store.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let here: Store
let elsewhere: Store

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  await database.truncate()
  here = createStore(database)
  elsewhere = createStore(database)
  await here.clients.create(newClient('one', 'app'))
})
afterEach(() => void vi.useRealTimers())
afterAll(() => database.close())

const name = async (store: Store) => (await store.clients.findByClientId('app'))?.name

test('what this process changes is seen at once', async () => {
  expect(await name(here)).toBe('old')
  await here.clients.update('one', { name: 'new' })
  expect(await name(here)).toBe('new')
  await here.clients.delete('one')
  expect(await name(here)).toBeUndefined()
})

test('what another process changes is seen after half a second', async () => {
  expect(await name(here)).toBe('old')
  await elsewhere.clients.update('one', { name: 'new' })
  vi.advanceTimersByTime(499)
  expect(await name(here)).toBe('old')
  vi.advanceTimersByTime(1)
  expect(await name(here)).toBe('new')
})

test('an application that was not there is found as soon as it is', async () => {
  await elsewhere.clients.delete('one')
  expect(await name(here)).toBeUndefined()
  await elsewhere.clients.create(newClient('two', 'app'))
  expect(await name(here)).toBe('old')
})

test('what a transaction changes is seen by itself, and by others once it has ended', async () => {
  expect(await name(here)).toBe('old')
  await here.transaction(async (tx) => {
    await tx.clients.update('one', { name: 'new' })
    expect(await name(tx)).toBe('new')
  })
  expect(await name(here)).toBe('new')
})

test('what a failed transaction changed was never so', async () => {
  const failed = here.transaction(async (tx) => {
    await tx.clients.update('one', { name: 'new' })
    throw new Error('changed my mind')
  })
  await expect(failed).rejects.toThrow('changed my mind')
  expect(await name(here)).toBe('old')
})

test('an answer that is on its way while somebody writes is given to those who asked before, and to nobody after', async () => {
  const rows = recentRows()
  const { promise: slow, resolve: arrive } = Promise.withResolvers<string>()
  const before = rows.find('key', () => slow)
  rows.forget()
  const after = rows.find('key', async () => 'new')
  arrive('old')
  expect([await before, await after, await rows.find('key', async () => 'newer')]).toEqual(['old', 'new', 'new'])
})

test('a failure is not kept', async () => {
  const rows = recentRows()
  await expect(rows.find('key', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await rows.find('key', async () => 'back')).toBe('back')
})

test('no more rows are kept than fit', async () => {
  const rows = recentRows()
  const load = vi.fn(async () => 'row')
  for (let turn = 0; turn < 2; turn += 1) for (let key = 0; key < 257; key += 1) await rows.find(String(key), load)
  expect(load.mock.calls.length).toBeGreaterThan(257)
})

test('nobody changes a row that others share', async () => {
  const client = await here.clients.findByClientId('app')
  expect(() => client?.redirectUris.push('https://evil.test/cb')).toThrow(TypeError)
})

function newClient(id: string, clientId: string) {
  const now = systemClock.now()
  const lists = {
    redirectUris: [],
    postLogoutRedirectUris: [],
    exchangeAudiences: [],
    grantTypes: [],
    responseTypes: [],
  }
  const dates = { createdAt: now, updatedAt: now }
  return { id, clientId, name: 'old', scopes: '', tokenEndpointAuthMethod: 'none', ...lists, ...dates }
}
