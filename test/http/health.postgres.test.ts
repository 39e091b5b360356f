import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const status = async (path: string) => (await fetch(`${app.origin}${path}`)).status

test('a replica whose clock is not that of the database lives, but is not ready', async () => {
  app.advance(50)
  expect(await status('/health/ready')).toBe(200)
  app.advance(70)
  expect(await status('/health/ready')).toBe(503)
  expect(await status('/health/live')).toBe(200)
})
