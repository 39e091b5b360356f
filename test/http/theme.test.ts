import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { saveBrand } from '../../src/core/branding/create-branding.ts'
import { startApp, type TestApp } from '../support/app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const stylesheet = async (query = '') => {
  const response = await fetch(`${app.origin}/assets/theme.css${query}`)
  expect(response.headers.get('content-type')).toContain('text/css')
  return response.text()
}

test('without a brand the stylesheet of colours is empty, and there', async () => {
  expect(await stylesheet()).toBe('')
})

test("the installation's accent colours its pages, an application's goes before it", async () => {
  await saveBrand(app.services, { name: 'Acme', accent: '#7a1fa2' })
  await app.services.branding.refresh()
  const { id, clientId } = await app.createClient()
  await app.services.store.clients.update(id, { brand: { accent: '#004d40' } })
  expect(await stylesheet()).toContain('--accent:#7a1fa2')
  expect(await stylesheet(`?client=${clientId}`)).toContain('--accent:#004d40')
  expect(await stylesheet('?client=unknown')).toContain('--accent:#7a1fa2')
})
