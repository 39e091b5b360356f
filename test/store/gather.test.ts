import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { after, systemClock } from '../../src/kit/clock.ts'
import { gather } from '../../src/store/gather.ts'
import { createStore, type Store } from '../../src/store/store.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { statementsOf } from '../support/statements.ts'

let database: TestDatabase
let store: Store
const now = systemClock.now()
const later = after(now, 60)
const many = Array.from({ length: 30 }, (_, number) => `id ${number}`)

beforeAll(async () => {
  database = await openTestDatabase()
  store = createStore(database)
})
beforeEach(() => database.truncate())
afterAll(() => database.close())

const save = (id: string, more = {}) =>
  store.artifacts.save('AccessToken', id, {
    payload: JSON.stringify({ id, 'a "quoted" \\ word': null }),
    expiresAt: later,
    ...more,
  })
const find = (id: string) => store.artifacts.findGranted('AccessToken', id, now)
const payload = (id: string) => JSON.stringify({ id, 'a "quoted" \\ word': null })

test('what many save and find at once takes one statement each, and everybody gets their own', async () => {
  expect(await statementsOf(() => Promise.all(many.map((id) => save(id))))).toEqual(['insert artifacts'])
  let found: Awaited<ReturnType<typeof find>>[] = []
  const during = statementsOf(async () => {
    found = await Promise.all([...many, 'nobody'].map(find))
  })
  expect(await during).toEqual(['select artifacts'])
  expect(found.map((artifact) => artifact?.payload)).toEqual([...many.map(payload), undefined])
})

test('everything an artefact is looked up by arrives when it is saved together with others', async () => {
  await store.artifacts.save('Grant', 'grant', { payload: '{"grant":1}', expiresAt: undefined, accountId: 'person' })
  await Promise.all([
    save('one', { grantId: 'grant', uid: 'uid', accountId: 'person', clientId: 'client' }),
    save('two', { userCode: 'mac', expiresAt: undefined }),
  ])
  expect(await Promise.all([find('one'), find('two')])).toMatchObject([
    { payload: payload('one'), grantPayload: '{"grant":1}', expiresAt: later, consumedAt: null },
    { payload: payload('two'), grantPayload: null, expiresAt: null },
  ])
  const { artifacts } = store
  expect((await artifacts.findByUid('AccessToken', 'uid', now))?.payload).toBe(payload('one'))
  expect((await artifacts.findByUserCode('AccessToken', 'mac', now))?.payload).toBe(payload('two'))
  expect(await artifacts.listByAccount('AccessToken', 'person', now)).toHaveLength(1)
  await artifacts.deleteByClient('client')
  expect(await find('one')).toBeUndefined()
})

test('what has expired is not found among others that have not', async () => {
  await Promise.all(many.map((id, number) => save(id, { expiresAt: number % 2 === 0 ? now : later })))
  const found = await Promise.all(many.map(find))
  expect(found.map((artifact) => artifact !== undefined)).toEqual(many.map((_, number) => number % 2 === 1))
})

test('of two that save the same thing in one turn, both succeed', async () => {
  await Promise.all([save('same'), save('same'), save('same')])
  expect((await find('same'))?.payload).toBe(payload('same'))
})

test('one that cannot be saved fails alone', async () => {
  const saving = [save('good'), save('bad', { payload: 'no text of PostgreSQL has a \0 in it' }), save('fine')]
  const outcomes = await Promise.allSettled(saving)
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect((await Promise.all([find('good'), find('bad'), find('fine')])).map(Boolean)).toEqual([true, false, true])
})

test('of many that replace the same token in one turn one wins, and other tokens are replaced beside it', async () => {
  await Promise.all(
    ['a', 'b', 'c'].map((id) => store.artifacts.save('RefreshToken', id, { payload: '{}', expiresAt: later })),
  )
  const succeed = (from: string) =>
    store.artifacts.succeed('RefreshToken', {
      from,
      to: `after ${from}`,
      artifact: { payload: '{}', expiresAt: later },
      now,
    })
  const outcomes = await Promise.all(['a', 'a', 'b', 'a', 'gone', 'c', 'a'].map(succeed))
  expect(outcomes.filter(Boolean)).toHaveLength(3)
  expect(outcomes[2] && outcomes[5] && !outcomes[4]).toBe(true)
  expect((await store.artifacts.find('RefreshToken', 'a', now))?.consumedAt).toEqual(now)
  expect(await store.artifacts.find('RefreshToken', 'after a', now)).toBeDefined()
  expect(await store.artifacts.find('RefreshToken', 'after gone', now)).toBeUndefined()
  expect(await succeed('b')).toBe(false)
})

test('an outage is told to everybody at once, and nobody tries again alone', async () => {
  let tries = 0
  const away = async () => {
    tries += 1
    throw new AppError('server.unavailable')
  }
  const ask = gather<number, number>({ together: away, isEveryones: () => true })
  const outcomes = await Promise.allSettled([ask(1, away), ask(2, away), ask(3, away)])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(tries).toBe(1)
})

test('inside a transaction each statement goes by itself, and is undone with it', async () => {
  const failed = store.transaction(async (tx) => {
    await Promise.all([tx.artifacts.save('Grant', 'x', { payload: '{}', expiresAt: later }), tx.users.find('nobody')])
    expect(await tx.artifacts.find('Grant', 'x', now)).toBeDefined()
    throw new Error('changed my mind')
  })
  await expect(failed).rejects.toThrow('changed my mind')
  expect(await store.artifacts.find('Grant', 'x', now)).toBeUndefined()
})
