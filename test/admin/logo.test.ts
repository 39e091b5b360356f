import supertest from 'supertest'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { api, refusal } from '../support/api.ts'
import { adminApiKey, startApp, type TestApp } from '../support/app.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let app: TestApp
let id: string

beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.reset()
  id = (await app.createClient()).id
})
afterAll(() => app.close())

const upload = (bytes: Buffer, { field = 'file', type = 'image/png', name = 'logo.png' } = {}) =>
  supertest(app.origin)
    .put(`/v1/oauth_applications/${id}/logo`)
    .set('authorization', `Bearer ${adminApiKey}`)
    .attach(field, bytes, { filename: name, contentType: type })

test('a picture is kept and shown to everybody', async () => {
  const answer = await upload(png)
  expect(answer.status).toBe(200)
  const address: string = answer.body.client_image_url
  expect(address).toContain(`${app.origin}/assets/clients/${id}/logo?v=`)
  const shown = await fetch(address)
  expect(shown.headers.get('content-type')).toBe('image/png')
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
  expect(Buffer.from(await shown.arrayBuffer()).equals(png)).toBe(true)
})

test.each([
  ['JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
  ['GIF', Buffer.from('GIF89a…'), 'image/gif'],
  ['WebP', Buffer.from('RIFF\0\0\0\0WEBPVP8 '), 'image/webp'],
])('what a file is, its bytes say: %s', async (_name, bytes, type) => {
  const answer = await upload(bytes, { type: 'text/html', name: 'x.html' })
  expect((await fetch(answer.body.client_image_url)).headers.get('content-type')).toBe(type)
})

test('what is not a picture is refused, whatever it says it is', async () => {
  for (const text of [
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    '<script>alert(1)</script>',
    '',
    'RIFF',
  ]) {
    expect(refusal(await upload(Buffer.from(text)))).toEqual([400, 'request_body_invalid'])
  }
  expect(refusal(await upload(png, { field: 'picture' }))).toEqual([422, 'form_param_missing', 'file'])
})

test('a picture of more than 10 MB is refused, one of 10 MB is not', async () => {
  const largest = Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024 - png.length)])
  expect((await upload(largest)).status).toBe(200)
  expect(refusal(await upload(Buffer.concat([largest, Buffer.alloc(1)])))).toEqual([413, 'request_body_too_large'])
})

test('another kind of body is refused', async () => {
  const path = `/v1/oauth_applications/${id}/logo`
  expect(refusal(await api(app).call('put', path, { body: { file: 'x' } }))).toEqual([415, 'unsupported_content_type'])
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  expect(refusal(await api(app).call('put', path, { body: 'not that', headers }))).toEqual([
    400,
    'request_body_invalid',
  ])
})

test('a new picture has a new address, and a logo elsewhere or none takes it away', async () => {
  const first = (await upload(png)).body.client_image_url
  const second = (await upload(Buffer.concat([png, Buffer.alloc(1)]))).body.client_image_url
  expect(second).not.toBe(first)
  await api(app).done('patch', `/v1/oauth_applications/${id}`, { client_image_url: null })
  expect((await fetch(second)).status).toBe(404)
})
